package io.todochatbot.understanding.date;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * When something is due by the clock on the user's wall: a day, or a day and a time.
 *
 * @param time to the minute; null if the whole day is meant
 */
public record Due(LocalDate date, @Nullable LocalTime time) {

  /** A whole day. */
  public static Due on(LocalDate date) {
    return new Due(date, null);
  }

  /** A day and a time. */
  public static Due at(LocalDateTime moment) {
    return new Due(moment.toLocalDate(), moment.toLocalTime());
  }

  /**
   * Reads {@code 2026-03-05} or {@code 2026-03-05T17:00}.
   *
   * @throws DateTimeException if it is neither
   */
  public static Due parse(String text) {
    return text.length() <= 10 ? on(LocalDate.parse(text)) : at(LocalDateTime.parse(text));
  }

  /** The last moment at which it is not overdue. */
  public LocalDateTime deadline() {
    return time == null ? date.atTime(LocalTime.MAX) : date.atTime(time);
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return time == null ? date.toString() : date.atTime(time).toString();
  }
}
