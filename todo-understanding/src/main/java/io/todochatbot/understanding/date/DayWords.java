package io.todochatbot.understanding.date;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Days by name: "tomorrow", "friday", "next week", "this weekend", "end of the month". */
final class DayWords {
  private static final Map<String, DayOfWeek> WEEKDAYS =
      Map.ofEntries(
          Map.entry("monday", DayOfWeek.MONDAY),
          Map.entry("mon", DayOfWeek.MONDAY),
          Map.entry("tuesday", DayOfWeek.TUESDAY),
          Map.entry("tue", DayOfWeek.TUESDAY),
          Map.entry("tues", DayOfWeek.TUESDAY),
          Map.entry("wednesday", DayOfWeek.WEDNESDAY),
          Map.entry("wed", DayOfWeek.WEDNESDAY),
          Map.entry("thursday", DayOfWeek.THURSDAY),
          Map.entry("thu", DayOfWeek.THURSDAY),
          Map.entry("thurs", DayOfWeek.THURSDAY),
          Map.entry("friday", DayOfWeek.FRIDAY),
          Map.entry("fri", DayOfWeek.FRIDAY),
          Map.entry("saturday", DayOfWeek.SATURDAY),
          Map.entry("sat", DayOfWeek.SATURDAY),
          Map.entry("sunday", DayOfWeek.SUNDAY),
          Map.entry("sun", DayOfWeek.SUNDAY));

  private DayWords() {}

  static @Nullable Part match(Words words, int i, LocalDate today) {
    switch (words.at(i)) {
      case "today" -> {
        return Part.day(i + 1, today, true);
      }
      case "tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow" -> {
        return Part.day(i + 1, today.plusDays(1), true);
      }
      case "tom" -> {
        return Part.day(i + 1, today.plusDays(1), false);
      }
      case "day", "the" -> {
        int day = words.is(i, "the") ? i + 1 : i;
        if (words.is(day, "day") && words.is(day + 1, "after") && words.is(day + 2, "tomorrow")) {
          return Part.day(day + 3, today.plusDays(2), true);
        }
      }
      default -> {
        // the others take more than a glance
      }
    }
    return weekdayOrSpan(words, i, today);
  }

  private static @Nullable Part weekdayOrSpan(Words words, int i, LocalDate today) {
    DayOfWeek alone = WEEKDAYS.get(words.at(i));
    if (alone != null) {
      return Part.day(i + 1, today.with(TemporalAdjusters.next(alone)), false);
    }
    if (words.is(i, "this", "next", "coming")) {
      return marked(words, i, today);
    }
    int end = words.is(i, "the") ? i + 1 : i;
    if (words.is(end, "end") && words.is(end + 1, "of")) {
      return endOf(words, end + 2, today);
    }
    return null;
  }

  private static @Nullable Part marked(Words words, int i, LocalDate today) {
    boolean next = words.is(i, "next");
    DayOfWeek weekday = WEEKDAYS.get(words.at(i + 1));
    LocalDate nextMonday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    if (weekday != null) {
      LocalDate day =
          next
              ? nextMonday.with(TemporalAdjusters.nextOrSame(weekday))
              : today.with(TemporalAdjusters.next(weekday));
      return Part.day(i + 2, day, true);
    }
    if (words.is(i + 1, "weekend")) {
      LocalDate saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
      return Part.day(i + 2, next ? saturday.plusWeeks(1) : saturday, true);
    }
    if (!next) {
      return null;
    }
    return switch (words.at(i + 1)) {
      case "week" -> {
        DayOfWeek day = WEEKDAYS.get(words.at(i + 2));
        yield day == null
            ? Part.day(i + 2, nextMonday, true)
            : Part.day(i + 3, nextMonday.with(TemporalAdjusters.nextOrSame(day)), true);
      }
      case "month" -> Part.day(i + 2, today.with(TemporalAdjusters.firstDayOfNextMonth()), true);
      case "year" -> Part.day(i + 2, today.with(TemporalAdjusters.firstDayOfNextYear()), true);
      default -> null;
    };
  }

  private static @Nullable Part endOf(Words words, int i, LocalDate today) {
    int at = words.is(i, "the", "this") ? i + 1 : i;
    if (words.is(at, "month")) {
      return Part.day(at + 1, today.with(TemporalAdjusters.lastDayOfMonth()), true);
    }
    if (words.is(at, "week")) {
      return Part.day(at + 1, today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)), true);
    }
    if (words.is(at, "next") && words.is(at + 1, "month")) {
      return Part.day(at + 2, today.plusMonths(1).with(TemporalAdjusters.lastDayOfMonth()), true);
    }
    return words.is(at, "day") ? Part.day(at + 1, today, true) : null;
  }
}
