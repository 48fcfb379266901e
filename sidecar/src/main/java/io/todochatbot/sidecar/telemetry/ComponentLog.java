package io.todochatbot.sidecar.telemetry;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The sidecar's log as components see it. */
record ComponentLog(Log log) implements System.Logger {
  @Override
  public String getName() {
    return "dapr.contrib";
  }

  @Override
  public boolean isLoggable(Level level) {
    return log.writes(of(level));
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable fault) {
    String text = fault == null ? message : message + ": " + fault;
    switch (of(level)) {
      case DEBUG -> log.debug(text);
      case INFO -> log.info(text);
      case WARN -> log.warn(text);
      case ERROR, FATAL -> log.error(text);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      String format,
      @Nullable Object @Nullable ... parameters) {
    log(
        level,
        bundle,
        parameters == null || parameters.length == 0
            ? format
            : java.text.MessageFormat.format(format, parameters),
        (Throwable) null);
  }

  private static Log.Level of(Level level) {
    return switch (level) {
      case ALL, TRACE, DEBUG -> Log.Level.DEBUG;
      case INFO -> Log.Level.INFO;
      case WARNING -> Log.Level.WARN;
      case ERROR, OFF -> Log.Level.ERROR;
    };
  }
}
