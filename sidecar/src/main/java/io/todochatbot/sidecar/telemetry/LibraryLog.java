package io.todochatbot.sidecar.telemetry;

import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the libraries have to say, as lines of the sidecar's log. They call it severe when a client
 * sends nonsense or hangs up, which is nothing for an operator. Stack traces only at level debug.
 */
public final class LibraryLog extends Handler {
  /** Where failures arrive that nobody handled: mistakes of ours or of theirs. */
  private static final Set<String> UNHANDLED =
      Set.of("io.vertx.core.impl.ContextImpl", "io.netty.util.concurrent.AbstractEventExecutor");

  private final Log log;

  private LibraryLog(Log log) {
    this.log = log;
  }

  /** From now on all that this process logs through {@code java.util.logging} goes to a log. */
  public static void to(Log log) {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new LibraryLog(log));
  }

  @Override
  public void publish(LogRecord event) {
    Throwable thrown = event.getThrown();
    boolean unhandled = thrown != null && UNHANDLED.contains(event.getLoggerName());
    if (!unhandled && !log.writes(Log.Level.DEBUG)) {
      return;
    }
    String message = event.getLoggerName() + ": " + event.getMessage();
    if (unhandled && log.writes(Log.Level.DEBUG)) {
      log.error(message, thrown);
    } else if (unhandled) {
      log.error(message + ": " + thrown);
    } else {
      log.debug(message + (thrown == null ? "" : ": " + thrown));
    }
  }

  @Override
  public void flush() {
    // every line is written at once
  }

  @Override
  public void close() {
    // the log is not ours to close
  }
}
