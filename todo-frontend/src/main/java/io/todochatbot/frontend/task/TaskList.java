package io.todochatbot.frontend.task;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks as the page shows them: in groups by when they are due.
 *
 * @param version differs whenever the list would look different
 * @param open how many are to be done
 * @param groups the groups that have tasks, in order; the done ones are not among them
 * @param done the tasks that are done, the latest first
 */
public record TaskList(String version, int open, List<Group> groups, List<Item> done) {
  private static final int WEEK = 7;

  public TaskList {
    groups = List.copyOf(groups);
    done = List.copyOf(done);
  }

  /** The list of these tasks at this moment. */
  public static TaskList of(List<Task> tasks, Clock clock) {
    LocalDateTime now = LocalDateTime.now(clock);
    Map<When, List<Task>> byDue = new EnumMap<>(When.class);
    List<Task> done = new ArrayList<>();
    for (Task task : tasks) {
      if (task.done()) {
        done.add(task);
      } else {
        byDue.computeIfAbsent(when(task, now), any -> new ArrayList<>()).add(task);
      }
    }
    List<Group> groups =
        byDue.entrySet().stream()
            .map(
                entry ->
                    new Group(
                        entry.getKey(),
                        entry.getValue().stream()
                            .sorted(Comparator.comparing(TaskList::sortKey))
                            .map(task -> item(task, entry.getKey(), now))
                            .toList()))
            .toList();
    List<Item> finished =
        done.reversed().stream().map(task -> item(task, When.SOMEDAY, now)).toList();
    String version =
        Integer.toHexString(groups.hashCode()) + Integer.toHexString(finished.hashCode());
    return new TaskList(version, tasks.size() - done.size(), groups, finished);
  }

  /** Whether there is nothing to show at all. */
  public boolean isEmpty() {
    return groups.isEmpty() && done.isEmpty();
  }

  private static When when(Task task, LocalDateTime now) {
    return task.due()
        .map(
            due -> {
              if (due.isBefore(now)) {
                return When.OVERDUE;
              }
              if (due.date().equals(now.toLocalDate())) {
                return When.TODAY;
              }
              if (due.date().equals(now.toLocalDate().plusDays(1))) {
                return When.TOMORROW;
              }
              return due.date().isBefore(now.toLocalDate().plusDays(WEEK))
                  ? When.THIS_WEEK
                  : When.LATER;
            })
        .orElse(When.SOMEDAY);
  }

  // Days before times of the same day; tasks without a date keep the order they came in.
  private static String sortKey(Task task) {
    return task.due().map(Due::machineReadable).orElse("");
  }

  // Under "Today" and "Tomorrow" the heading says the day.
  private static String words(Due due, When when, LocalDateTime now) {
    return when == When.TODAY || when == When.TOMORROW
        ? due.timeInWords()
        : due.inWords(now.toLocalDate());
  }

  private static Item item(Task task, When when, LocalDateTime now) {
    return new Item(
        task.id(),
        task.title(),
        task.done(),
        task.due().map(due -> words(due, when, now)).orElse(""),
        task.due().map(Due::machineReadable).orElse(""),
        !task.done() && when == When.OVERDUE,
        !task.done() && when == When.TODAY);
  }

  /** When a task wants to be done. */
  public enum When {
    /** Its time is over. */
    OVERDUE("Overdue"),
    /** Today. */
    TODAY("Today"),
    /** Tomorrow. */
    TOMORROW("Tomorrow"),
    /** Within seven days. */
    THIS_WEEK("This week"),
    /** After that. */
    LATER("Later"),
    /** Whenever. */
    SOMEDAY("No date");

    private final String title;

    When(String title) {
      this.title = title;
    }

    /** The heading. */
    public String title() {
      return title;
    }
  }

  /** The tasks under one heading. */
  public record Group(When when, List<Item> items) {
    public Group {
      items = List.copyOf(items);
    }
  }

  /**
   * One line of the list.
   *
   * @param id the task's id
   * @param title as typed
   * @param done whether it is done
   * @param due when it is due, in words; empty if it has no date
   * @param dueValue the same for a form field
   * @param late whether that is over
   * @param soon whether that is today
   */
  public record Item(
      String id,
      String title,
      boolean done,
      String due,
      String dueValue,
      boolean late,
      boolean soon) {

    /** The value of a date field. */
    public String dateOnly() {
      return dueValue.isEmpty() ? "" : dueValue.substring(0, "2026-03-05".length());
    }

    /** The value of a time field; empty for a task of the whole day. */
    public String timeOnly() {
      int t = dueValue.indexOf('T');
      return t < 0 ? "" : dueValue.substring(t + 1);
    }
  }
}
