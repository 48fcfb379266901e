package io.todochatbot.todo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of a map of variables and gathers every problem before refusing. */
final class Variables {
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String text(String name, String fallback) {
    String value = text(name);
    return value == null ? fallback : value;
  }

  int port(String name, int fallback, int least) {
    String value = text(name);
    if (value == null) {
      return fallback;
    }
    try {
      int port = Integer.parseInt(value);
      if (port >= least && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException expected) {
      // reported below, together with numbers out of range
    }
    problems.add(name + "=\"" + value + "\" (expected: a port number, " + least + " to 65535)");
    return fallback;
  }

  Path folder(String name, String fallback) {
    String value = text(name, fallback);
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      problems.add(name + "=\"" + value + "\" (expected: a folder; " + e.getReason() + ")");
      return Path.of(fallback);
    }
  }

  ZoneId zone(String name) {
    String value = text(name);
    if (value == null) {
      return ZoneId.systemDefault();
    }
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      problems.add(name + "=\"" + value + "\" (expected: a time zone such as Europe/Berlin)");
      return ZoneId.systemDefault();
    }
  }

  void refuseProblems() {
    if (!problems.isEmpty()) {
      throw new Environment.BadEnvironment(
          "Environment variables that can't be used:\n  " + String.join("\n  ", problems));
    }
  }
}
