package io.todochatbot.backend.task;

import io.todochatbot.todo.web.Problem;
import io.todochatbot.understanding.date.Due;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The filters of the list: {@code status}, {@code due}, {@code from}, {@code to}, {@code q}. */
final class TaskFilter {
  private TaskFilter() {}

  /**
   * Which tasks the parameters ask for; without any, all.
   *
   * @param parameter a parameter by name, null if it was not given
   * @throws Problem 400 for a value that it does not know
   */
  static Predicate<Task> of(Function<String, @Nullable String> parameter, LocalDateTime now) {
    Predicate<Task> status = status(parameter.apply("status"));
    Predicate<Task> due = due(parameter.apply("due"), now);
    @Nullable LocalDate from = date("from", parameter.apply("from"));
    @Nullable LocalDate to = date("to", parameter.apply("to"));
    Predicate<Task> span =
        from == null && to == null
            ? task -> true
            : between(from == null ? LocalDate.MIN : from, to == null ? LocalDate.MAX : to);
    String words = parameter.apply("q");
    Predicate<Task> text =
        task ->
            words == null
                || task.title().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    return status.and(due).and(span).and(text);
  }

  private static Predicate<Task> status(@Nullable String value) {
    return switch (value == null ? "all" : value) {
      case "all" -> task -> true;
      case "open" -> task -> !task.done();
      case "done" -> Task::done;
      default -> throw bad("status", value, List.of("all", "open", "done"));
    };
  }

  private static Predicate<Task> due(@Nullable String value, LocalDateTime now) {
    LocalDate today = now.toLocalDate();
    LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    return switch (value == null ? "" : value) {
      case "" -> task -> true;
      case "overdue" -> task -> task.overdue(now);
      case "today" -> between(today, today);
      case "tomorrow" -> between(today.plusDays(1), today.plusDays(1));
      case "this-week" -> between(today, sunday);
      case "next-week" -> between(sunday.plusDays(1), sunday.plusWeeks(1));
      case "none" -> task -> task.due() == null;
      default ->
          throw bad(
              "due",
              value,
              List.of("overdue", "today", "tomorrow", "this-week", "next-week", "none"));
    };
  }

  static Predicate<Task> between(LocalDate from, LocalDate to) {
    return task -> {
      Due due = task.due();
      return due != null && !due.date().isBefore(from) && !due.date().isAfter(to);
    };
  }

  private static @Nullable LocalDate date(String name, @Nullable String value) {
    try {
      return value == null ? null : LocalDate.parse(value);
    } catch (DateTimeException e) {
      throw new Problem(400, name + ": " + value + " (expected: a date such as 2026-03-05)", e);
    }
  }

  private static Problem bad(String name, @Nullable String value, List<String> known) {
    return new Problem(400, name + ": " + value + " (expected: " + String.join(", ", known) + ")");
  }
}
