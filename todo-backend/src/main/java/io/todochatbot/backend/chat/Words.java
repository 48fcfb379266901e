package io.todochatbot.backend.chat;

import io.todochatbot.backend.task.Task;
import io.todochatbot.understanding.date.Due;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How the bot puts things. */
final class Words {
  static final String EXAMPLES =
      """
      • add buy milk tomorrow at 5pm
      • list my tasks
      • what is due this week?
      • done with buy milk
      • rename buy milk to buy oat milk
      • move buy milk to friday
      • delete 2""";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_YEAR =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private Words() {}

  static String quoted(String title) {
    return "“" + title + "”";
  }

  /** "tomorrow (Thu 5 Mar) at 17:00". */
  static String when(Due due, LocalDate today) {
    LocalTime time = due.time();
    return day(due.date(), today) + (time == null ? "" : " at " + TIME.format(time));
  }

  /** Numbered from one, each with its due date. */
  static String numbered(List<Task> tasks, LocalDate today) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tasks.size(); i++) {
      text.append('\n').append(i + 1).append(". ").append(line(tasks.get(i), today));
    }
    return text.toString();
  }

  /** "1 task", "2 tasks". */
  static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static String line(Task task, LocalDate today) {
    Due due = task.due();
    String done = task.done() ? " (done)" : "";
    return task.title() + (due == null ? "" : " — due " + when(due, today)) + done;
  }

  private static String day(LocalDate date, LocalDate today) {
    DateTimeFormatter format = date.getYear() == today.getYear() ? DAY : DAY_AND_YEAR;
    String formatted = format.format(date);
    if (date.equals(today)) {
      return "today (" + formatted + ")";
    }
    if (date.equals(today.plusDays(1))) {
      return "tomorrow (" + formatted + ")";
    }
    return date.equals(today.minusDays(1)) ? "yesterday (" + formatted + ")" : formatted;
  }
}
