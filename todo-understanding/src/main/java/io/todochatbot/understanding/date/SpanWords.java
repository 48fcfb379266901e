package io.todochatbot.understanding.date;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Distances from now: "in 3 days", "in half an hour", "two weeks from now". */
final class SpanWords {
  private static final int MOST = 1000;

  private SpanWords() {}

  static @Nullable Part match(Words words, int i, ZonedDateTime now) {
    if (words.is(i, "in")) {
      Part part = distance(words, i + 1, now);
      return part == null ? halfHour(words, i + 1, now) : part;
    }
    Part part = distance(words, i, now);
    if (part == null) {
      return null;
    }
    boolean fromNow = words.is(part.end(), "from") && words.is(part.end() + 1, "now", "today");
    return fromNow ? new Part(part.end() + 2, part.date(), part.time(), true, null) : null;
  }

  private static @Nullable Part halfHour(Words words, int i, ZonedDateTime now) {
    return words.is(i, "half") && words.is(i + 1, "an", "a") && words.is(i + 2, "hour")
        ? moment(i + 3, now.plusMinutes(30))
        : null;
  }

  private static @Nullable Part distance(Words words, int i, ZonedDateTime now) {
    int at = i;
    OptionalInt number = words.number(at);
    if (words.is(at, "a") && words.is(at + 1, "couple") && words.is(at + 2, "of")) {
      number = OptionalInt.of(2);
      at += 2;
    }
    if (number.isEmpty() || number.getAsInt() > MOST) {
      return null;
    }
    int n = number.getAsInt();
    int end = at + 2;
    return switch (words.at(at + 1)) {
      case "minute", "minutes", "min", "mins" -> moment(end, now.plus(Duration.ofMinutes(n)));
      case "hour", "hours", "hr", "hrs" -> moment(end, now.plus(Duration.ofHours(n)));
      case "day", "days" -> Part.day(end, now.toLocalDate().plusDays(n), true);
      case "week", "weeks" -> Part.day(end, now.toLocalDate().plusWeeks(n), true);
      case "fortnight" -> Part.day(end, now.toLocalDate().plusWeeks(2L * n), true);
      case "month", "months" -> Part.day(end, now.toLocalDate().plusMonths(n), true);
      case "year", "years" -> Part.day(end, now.toLocalDate().plusYears(n), true);
      default -> null;
    };
  }

  private static Part moment(int end, ZonedDateTime moment) {
    LocalDateTime local = moment.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
    return new Part(
        end, local.toLocalDate(), new Part.Clock(local.toLocalTime(), Part.Kind.EXACT), true, null);
  }
}
