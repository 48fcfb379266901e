package io.todochatbot.frontend.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskListTest {
  // Thursday, 5 March 2026, half past midnight in Berlin: still Wednesday in UTC
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T23:30:00Z"), ZoneId.of("Europe/Berlin"));

  private static Task task(String title, String due, boolean done) {
    return new Task(
        title, title, due.isEmpty() ? Optional.empty() : Optional.of(Due.parse(due)), done);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-04       | OVERDUE   | Yesterday
          2026-03-05T00:10 | OVERDUE   | Today, 00:10
          2026-03-05       | TODAY     | ''
          2026-03-05T17:00 | TODAY     | 17:00
          2026-03-06       | TOMORROW  | ''
          2026-03-06T09:05 | TOMORROW  | 09:05
          2026-03-07       | THIS_WEEK | Saturday
          2026-03-11T08:00 | THIS_WEEK | Wednesday, 08:00
          2026-03-12       | LATER     | Thu 12 Mar
          2027-01-02       | LATER     | 2 Jan 2027
          ''               | SOMEDAY   | ''
          """)
  void everyTaskStandsWhereItsDueDateBelongs(String due, TaskList.When when, String words) {
    TaskList list = TaskList.of(List.of(task("a", due, false)), CLOCK);

    assertThat(list.groups()).hasSize(1);
    assertThat(list.groups().getFirst().when()).isEqualTo(when);
    assertThat(list.groups().getFirst().items().getFirst().due()).isEqualTo(words);
    assertThat(list.groups().getFirst().items().getFirst().late())
        .isEqualTo(when == TaskList.When.OVERDUE);
  }

  @Test
  void groupsComeInTheOrderOfTimeAndSoDoTheirTasks() {
    TaskList list =
        TaskList.of(
            List.of(
                task("later", "2026-05-01", false),
                task("evening", "2026-03-05T20:00", false),
                task("morning", "2026-03-05T08:00", false),
                task("today", "2026-03-05", false)),
            CLOCK);

    assertThat(list.groups())
        .extracting(TaskList.Group::when)
        .containsExactly(TaskList.When.TODAY, TaskList.When.LATER);
    assertThat(list.groups().getFirst().items())
        .extracting(TaskList.Item::title)
        .containsExactly("today", "morning", "evening");
  }

  @Test
  void doneTasksStandApartTheLatestFirstAndAreNeverLate() {
    TaskList list =
        TaskList.of(
            List.of(task("a", "2026-01-01", true), task("b", "", true), task("c", "", false)),
            CLOCK);

    assertThat(list.open()).isEqualTo(1);
    assertThat(list.done()).extracting(TaskList.Item::title).containsExactly("b", "a");
    assertThat(list.done()).noneMatch(TaskList.Item::late);
  }

  @Test
  void theVersionChangesOnlyWhenTheListLooksDifferent() {
    List<Task> tasks = List.of(task("a", "2026-03-06", false));
    String version = TaskList.of(tasks, CLOCK).version();

    assertThat(TaskList.of(List.copyOf(tasks), CLOCK).version()).isEqualTo(version);
    assertThat(TaskList.of(List.of(task("a", "2026-03-06", true)), CLOCK).version())
        .isNotEqualTo(version);
    assertThat(TaskList.of(List.of(task("b", "2026-03-06", false)), CLOCK).version())
        .isNotEqualTo(version);
  }
}
