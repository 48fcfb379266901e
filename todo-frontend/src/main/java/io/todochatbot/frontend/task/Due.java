package io.todochatbot.frontend.task;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * When a task is due, in the user's own time.
 *
 * @param date the day
 * @param time the time of day; empty for a task of the whole day
 */
public record Due(LocalDate date, Optional<LocalTime> time) {
  private static final int WEEK = 7;
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  /**
   * Reads {@code 2026-03-05} or {@code 2026-03-05T17:00}.
   *
   * @throws DateTimeException if it is neither
   */
  public static Due parse(String text) {
    if (text.indexOf('T') < 0) {
      return new Due(LocalDate.parse(text), Optional.empty());
    }
    LocalDateTime both = LocalDateTime.parse(text);
    return new Due(both.toLocalDate(), Optional.of(both.toLocalTime()));
  }

  /** Whether it is over; a task of the whole day is due until midnight. */
  public boolean isBefore(LocalDateTime now) {
    return time.map(t -> date.atTime(t).isBefore(now)).orElse(date.isBefore(now.toLocalDate()));
  }

  /** As people say it on that day: {@code Today, 17:00}, {@code Friday}, {@code 2 Jan 2027}. */
  public String inWords(LocalDate today) {
    return day(today) + time.map(t -> ", " + CLOCK.format(t)).orElse("");
  }

  /** The time of day alone; empty for a task of the whole day. */
  public String timeInWords() {
    return time.map(CLOCK::format).orElse("");
  }

  /** As {@link #parse} reads it, and an HTML {@code time} element wants it. */
  public String machineReadable() {
    return date + time.map(t -> "T" + CLOCK.format(t)).orElse("");
  }

  private String day(LocalDate today) {
    long away = ChronoUnit.DAYS.between(today, date);
    if (away == 0) {
      return "Today";
    }
    if (away == 1) {
      return "Tomorrow";
    }
    if (away == -1) {
      return "Yesterday";
    }
    if (away > 0 && away < WEEK) {
      return WEEKDAY.format(date);
    }
    return (date.getYear() == today.getYear() ? DAY : DAY_AND_YEAR).format(date);
  }
}
