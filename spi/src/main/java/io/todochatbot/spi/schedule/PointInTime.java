package io.todochatbot.spi.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments as Dapr's jobs and reminders write them: RFC 3339 ({@code 2030-01-01T08:00:00Z}), or a
 * time from now as Go's duration ({@code 1h30m}) or ISO 8601 ({@code P1DT2H}).
 */
public final class PointInTime {
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[-+]\\d\\d:\\d\\d)");
  private static final Pattern PERIOD =
      Pattern.compile(
          "P(?=[0-9T])(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?=\\d)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

  /** What four digits can write: stores and wires know no later year. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private PointInTime() {}

  /**
   * Reads a moment; a duration counts from {@code now}, months and days in UTC.
   *
   * @throws IllegalArgumentException if it is none, in daprd's words
   */
  public static Instant parse(String text, Instant now) {
    try {
      Instant found = moment(text).orElseGet(() -> fromNow(text, now));
      if (found.isAfter(LAST)) {
        throw new IllegalArgumentException("after the year 9999");
      }
      return found;
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new IllegalArgumentException("due time format not recognized", e);
    }
  }

  private static Optional<Instant> moment(String text) {
    return MOMENT.matcher(text).matches()
        ? Optional.of(OffsetDateTime.parse(text).toInstant())
        : Optional.empty();
  }

  private static Instant fromNow(String text, Instant now) {
    Matcher period = PERIOD.matcher(text);
    return period.matches() ? after(now, period) : now.plus(GoTime.duration(text));
  }

  private static Instant after(Instant now, Matcher period) {
    OffsetDateTime start = now.atOffset(ZoneOffset.UTC);
    // a day that the month lacks runs over into the next, as Go counts
    LocalDate day =
        start
            .toLocalDate()
            .withDayOfMonth(1)
            .plusYears(number(period, 1))
            .plusMonths(number(period, 2))
            .plusDays(start.getDayOfMonth() - 1)
            .plusDays(number(period, 3) * 7 + number(period, 4));
    Duration rest =
        Duration.ofHours(number(period, 5))
            .plusMinutes(number(period, 6))
            .plusSeconds(number(period, 7));
    return day.atTime(start.toLocalTime()).toInstant(ZoneOffset.UTC).plus(rest);
  }

  private static long number(Matcher period, int group) {
    String digits = period.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
