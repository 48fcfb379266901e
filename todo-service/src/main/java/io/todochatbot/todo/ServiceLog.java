package io.todochatbot.todo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/**
 * How a service logs: one event per line on standard error, its libraries only from warnings up.
 */
public final class ServiceLog {
  private ServiceLog() {}

  /** Sets the logging of this process; a program that runs several services calls it once. */
  public static void configure() {
    try (InputStream settings = ServiceLog.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
