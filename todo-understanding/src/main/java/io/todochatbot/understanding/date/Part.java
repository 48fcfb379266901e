package io.todochatbot.understanding.date;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Words that are a day, a time or both.
 *
 * @param end index of the word behind
 * @param date the day, if they name one
 * @param time the time, if they name one
 * @param sure whether they hardly ever mean something else ("tomorrow"); "friday" may be part of a
 *     title
 * @param trouble why they look like a date but can't be one; null if they can
 */
record Part(
    int end,
    @Nullable LocalDate date,
    @Nullable Clock time,
    boolean sure,
    @Nullable String trouble) {

  /**
   * A time of day.
   *
   * @param kind how exactly it was said
   */
  record Clock(LocalTime time, Kind kind) {}

  /** How a time of day was said. */
  enum Kind {
    /** "17:00", "5pm". */
    EXACT,
    /** "at 5": which half of the day is open. */
    HALF_OPEN,
    /** "evening". */
    PART_OF_DAY
  }

  static Part day(int end, LocalDate date, boolean sure) {
    return new Part(end, date, null, sure, null);
  }

  static Part time(int end, LocalTime time, Kind kind, boolean sure) {
    return new Part(end, null, new Clock(time, kind), sure, null);
  }

  static Part impossible(int end, String trouble) {
    return new Part(end, null, null, true, trouble);
  }
}
