package io.todochatbot.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 300ms}, {@code -1.5h}, {@code 2h45m}. */
public final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("[-+]?(?:" + PART.pattern() + ")+");
  private static final Pattern DIGITS = Pattern.compile("-?\\d{1,18}");
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

  private GoDuration() {}

  /**
   * Reads a duration; {@code 0} needs no unit.
   *
   * @throws IllegalArgumentException if {@code text} is no duration or longer than 292 years
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          '"' + text + "\" (expected: a duration such as 300ms, 10s or 1h30m)");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 1L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException('"' + text + "\" (longer than 292 years)");
    }
    Duration length = Duration.ofNanos(nanos.longValue());
    return text.startsWith("-") ? length.negated() : length;
  }

  /**
   * Reads a duration; a bare number counts milliseconds, as in resiliency policies.
   *
   * @throws IllegalArgumentException as {@link #parse} does
   */
  public static Duration parseOrMillis(String text) {
    return DIGITS.matcher(text).matches() ? Duration.ofMillis(Long.parseLong(text)) : parse(text);
  }

  /** Returns {@code duration} as Go prints it: {@code 3m0s}, {@code 1.5s}, {@code 250ms}. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    String sign = duration.isNegative() ? "-" : "";
    Duration length = duration.abs();
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return sign + belowOneSecond(length.toNanos());
    }
    BigDecimal seconds =
        BigDecimal.valueOf(length.toSecondsPart()).add(BigDecimal.valueOf(length.toNanosPart(), 9));
    String text = plain(seconds) + "s";
    if (length.toMinutes() > 0) {
      text = length.toMinutesPart() + "m" + text;
    }
    return sign + (length.toHours() > 0 ? length.toHours() + "h" : "") + text;
  }

  private static String belowOneSecond(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000
        ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
        : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
