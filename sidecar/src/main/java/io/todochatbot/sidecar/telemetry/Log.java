package io.todochatbot.sidecar.telemetry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sidecar's log in daprd's two forms: logfmt text and JSON, one event on each line, with the
 * fields {@code time}, {@code level}, {@code msg}, {@code app_id}, {@code instance}, {@code scope},
 * {@code type} and {@code ver}.
 */
public final class Log {
  /** How grave an event is. */
  public enum Level {
    /** For who looks for a fault in the sidecar. */
    DEBUG,
    /** What an operator acts on. */
    INFO,
    /** Something is odd, the sidecar goes on. */
    WARN,
    /** Something failed. */
    ERROR,
    /** The sidecar can't go on. */
    FATAL;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** A level by daprd's word for it, {@code warning} included; empty if there is none. */
    public static Optional<Level> of(String word) {
      for (Level level : values()) {
        if (level.text.equalsIgnoreCase(word)) {
          return Optional.of(level);
        }
      }
      return word.equalsIgnoreCase("warning") ? Optional.of(WARN) : Optional.empty();
    }

    /** The level's word in a log line; logrus says {@code warning}. */
    String text() {
      return this == WARN ? "warning" : text;
    }
  }

  /**
   * What all lines of a sidecar have in common.
   *
   * @param appId the application's id
   * @param instance this machine's or pod's name
   * @param version the version of the runtime
   * @param level the least grave level that is written
   * @param json whether lines are JSON objects
   * @param out where lines go
   * @param clock gives each line's time
   */
  public record Sink(
      String appId,
      String instance,
      String version,
      Level level,
      boolean json,
      PrintStream out,
      InstantSource clock) {}

  private final Sink sink;
  private final String scope;

  /** The log of the given scope, such as {@code dapr.runtime}. */
  public Log(Sink sink, String scope) {
    this.sink = sink;
    this.scope = scope;
  }

  /** The same log with another scope. */
  public Log scope(String other) {
    return new Log(sink, other);
  }

  /** The same with another scope and nothing held back that is {@code INFO} or graver. */
  public Log loudly(String other) {
    Level level = sink.level().compareTo(Level.INFO) < 0 ? sink.level() : Level.INFO;
    return new Log(
        new Sink(
            sink.appId(),
            sink.instance(),
            sink.version(),
            level,
            sink.json(),
            sink.out(),
            sink.clock()),
        other);
  }

  /** This log as components see it. */
  public System.Logger asSystemLogger() {
    return new ComponentLog(this);
  }

  /** Writes an event for who looks for a fault. */
  public void debug(String message) {
    write(Level.DEBUG, message);
  }

  /** Writes an event an operator acts on. */
  public void info(String message) {
    write(Level.INFO, message);
  }

  /** Writes an event an operator acts on, with fields of its own: texts and whole numbers. */
  public void info(String message, Map<String, Object> fields) {
    write(Level.INFO, message, fields);
  }

  /** Writes that something is odd. */
  public void warn(String message) {
    write(Level.WARN, message);
  }

  /** Writes that something failed. */
  public void error(String message) {
    write(Level.ERROR, message);
  }

  /** Writes that something failed unexpectedly, and where the fault lies. */
  public void error(String message, Throwable fault) {
    StringBuilder text = new StringBuilder(message).append(": ").append(fault);
    StackTraceElement[] stack = fault.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, 12); i++) {
      text.append("\n  at ").append(stack[i]);
    }
    write(Level.ERROR, text.toString());
  }

  /** Writes that the sidecar can't go on. */
  public void fatal(String message) {
    write(Level.FATAL, message);
  }

  /** Whether events of this level are written. */
  public boolean writes(Level level) {
    return level.compareTo(sink.level()) >= 0;
  }

  private void write(Level level, String message) {
    write(level, message, Map.of());
  }

  private void write(Level level, String message, Map<String, Object> more) {
    if (!writes(level)) {
      return;
    }
    StringBuilder line = new StringBuilder(message.length() + 200);
    Instant now = sink.clock().instant();
    // both forms have their fields in the order of their names
    Map<String, Object> fields = new TreeMap<>(more);
    if (!sink.appId().isEmpty()) {
      fields.put("app_id", sink.appId());
    }
    fields.put("instance", sink.instance());
    fields.put("scope", scope);
    fields.put("type", "log");
    fields.put("ver", sink.version());
    if (sink.json()) {
      fields.put("level", level.text());
      fields.put("msg", message);
      fields.put("time", DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.NANOS)));
      json(line, fields);
    } else {
      logfmt(line, level, message, now, fields);
    }
    // one call for a line, so that lines of several threads don't mix
    sink.out().println(line);
  }

  private static void logfmt(
      StringBuilder line, Level level, String message, Instant now, Map<String, Object> fields) {
    line.append("time=");
    quoted(line, DateTimeFormatter.ISO_INSTANT.format(now));
    line.append(" level=").append(level.text()).append(" msg=");
    value(line, message);
    fields.forEach(
        (name, field) -> {
          line.append(' ').append(name).append('=');
          value(line, field.toString());
        });
  }

  private static void json(StringBuilder line, Map<String, Object> fields) {
    char before = '{';
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      line.append(before).append('"').append(field.getKey()).append("\":");
      if (field.getValue() instanceof Number number) {
        line.append(number);
      } else {
        quoted(line, field.getValue().toString());
      }
      before = ',';
    }
    line.append('}');
  }

  /** Quotes only what logrus quotes: anything but letters, digits and {@code -._/@^+}. */
  private static void value(StringBuilder line, String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars()
                .allMatch(
                    c ->
                        (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-._/@^+".indexOf(c) >= 0);
    if (plain) {
      line.append(text);
    } else {
      quoted(line, text);
    }
  }

  private static void quoted(StringBuilder line, String text) {
    line.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, line);
    line.append('"');
  }
}
