package io.todochatbot.cli.local;

import io.todochatbot.todo.ServiceLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the services of this JVM log to a file, so that the terminal stays readable. */
final class ServiceLogs {
  private static final int FILE_BYTES = 5_000_000;
  private static final int FILES = 3;

  private ServiceLogs() {}

  /**
   * Logs to a file from now on; older files get a number.
   *
   * @throws IOException if the file can't be opened
   */
  static void to(Path file) throws IOException {
    ServiceLog.configure();
    FileHandler handler = new FileHandler(file.toString(), FILE_BYTES, FILES, true);
    handler.setFormatter(new SimpleFormatter());
    handler.setEncoding("UTF-8");
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler console : root.getHandlers()) {
      root.removeHandler(console);
    }
    root.addHandler(handler);
  }
}
