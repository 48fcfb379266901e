package io.todochatbot.spi.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When something happens again and again: a cron expression, a macro such as {@code @daily}, or
 * {@code @every 1h30m}. Immutable.
 *
 * <p>A cron expression has the fields second, minute, hour, day of month, month and day of week
 * (Sunday is 0), each a list of {@code *}, {@code ?}, {@code a}, {@code a-b}, with {@code /step};
 * months and days also by their first three letters. If both days are restricted, either of them is
 * enough. {@code CRON_TZ=Europe/Berlin} or {@code TZ=…} before the expression or macro sets its time
 * zone. Macros: {@code @yearly}, {@code @annually}, {@code @monthly}, {@code @weekly}, {@code
 * @daily}, {@code @midnight}, {@code @hourly}.
 *
 * <p>Where clocks change, an expression that names hours ({@code 0 30 2 * * *}) fires once for each
 * time of the day: what falls into the missing hour fires at the moment the clock jumps, what falls
 * into the doubled hour fires the first time only. An expression for every hour ({@code 0 0 * * * *})
 * follows elapsed time: not in an hour that does not exist, twice in the doubled one.
 */
public sealed interface Schedule permits CronSchedule, Every {
  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException saying what is wrong, in the words of daprd's parser, or that
   *     it would never happen
   */
  static Schedule parse(String text, Fields fields) {
    return new ScheduleParser(fields).parse(text);
  }

  /**
   * The first time strictly after {@code after}, or nothing if there is none within nine years.
   *
   * @param zone the time zone of an expression that names none
   */
  Optional<Instant> next(Instant after, ZoneId zone);

  /**
   * The last time up to {@code until}, counted on from {@code from}, which is one; {@code from}
   * itself if there is none after it.
   *
   * @param zone as for {@link #next}
   */
  default Instant latest(Instant from, Instant until, ZoneId zone) {
    Instant last = from;
    Optional<Instant> next = next(last, zone);
    while (next.isPresent() && !next.get().isAfter(until)) {
      last = next.get();
      next = next(last, zone);
    }
    return last;
  }
}
