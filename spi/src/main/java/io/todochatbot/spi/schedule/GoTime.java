package io.todochatbot.spi.schedule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's notation, refused in Go's words. */
final class GoTime {
  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoTime() {}

  /**
   * Reads {@code 1h30m}, {@code 300ms} or {@code 0}.
   *
   * @throws IllegalArgumentException if it is no duration or longer than 292 years
   */
  static Duration duration(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(rest);
    int end = 0;
    while (end < rest.length() && part.find() && part.start() == end) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2), text)));
      end = part.end();
    }
    if (end == 0
        || end < rest.length()
        || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }
    Duration length = Duration.ofNanos(nanos.longValue());
    return text.startsWith("-") ? length.negated() : length;
  }

  private static BigDecimal unit(String name, String text) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
    }
    Long nanos = NANOS.get(name);
    if (nanos == null) {
      throw new IllegalArgumentException(
          "time: unknown unit \"%s\" in duration \"%s\"".formatted(name, text));
    }
    return BigDecimal.valueOf(nanos);
  }
}
