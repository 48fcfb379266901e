package io.todochatbot.analytics.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 5);

  @TempDir private Path folder;

  private Counters open() throws SQLException {
    return Counters.open(folder.resolve("analytics.db"));
  }

  private static Occurrence created(String id) {
    return new Occurrence(id, "todo-events", "TASK_CREATED", DAY);
  }

  @Test
  void countsAnEventOnceHoweverOftenItComes() throws SQLException {
    try (Counters counters = open()) {
      assertThat(counters.count(created("1"))).isTrue();
      assertThat(counters.count(created("1"))).isFalse();
      assertThat(counters.count(created("2"))).isTrue();

      assertThat(counters.summary().total()).isEqualTo(2);
    }
  }

  @Test
  void remembersWhatItCountedAfterARestart() throws SQLException {
    try (Counters counters = open()) {
      counters.count(created("1"));
    }
    try (Counters counters = open()) {
      assertThat(counters.count(created("1"))).isFalse();
      assertThat(counters.summary().total("TASK_CREATED")).isEqualTo(1);
    }
  }

  @Test
  void countsOneOfManyDeliveriesAtTheSameTime() throws Exception {
    try (Counters counters = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> deliveries = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String id = Integer.toString(i % 20);
        deliveries.add(threads.submit(() -> counters.count(created(id))));
      }
      int fresh = 0;
      for (Future<Boolean> delivery : deliveries) {
        fresh += delivery.get() ? 1 : 0;
      }

      assertThat(fresh).isEqualTo(20);
      assertThat(counters.summary().total()).isEqualTo(20);
    }
  }

  @Test
  void anEventWhoseCountCannotBeWrittenIsNotTakenForCounted() throws SQLException {
    try (Counters counters = open()) {
      try (Connection other = connection();
          Statement statement = other.createStatement()) {
        statement.execute(
            "CREATE TRIGGER full BEFORE INSERT ON daily_count"
                + " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
      }
      Assertions.assertThatThrownBy(() -> counters.count(created("1")))
          .hasMessageContaining("disk full");
      try (Connection other = connection();
          Statement statement = other.createStatement()) {
        statement.execute("DROP TRIGGER full");
      }

      assertThat(counters.count(created("1"))).isTrue();
    }
  }

  @Test
  void sumsByTypeTopicAndDay() throws SQLException {
    try (Counters counters = open()) {
      counters.count(created("1"));
      counters.count(new Occurrence("2", "todo-events", "TASK_CREATED", DAY.plusDays(1)));
      counters.count(new Occurrence("3", "todo-events", "TASK_COMPLETED", DAY));
      counters.count(new Occurrence("4", "chat-events", "MESSAGE_SENT", DAY));

      Summary summary = counters.summary();

      assertThat(summary.byType())
          .containsEntry("TASK_CREATED", 2L)
          .containsEntry("TASK_COMPLETED", 1L)
          .containsEntry("MESSAGE_SENT", 1L);
      assertThat(summary.byTopic())
          .containsEntry("todo-events", 3L)
          .containsEntry("chat-events", 1L);
      assertThat(summary.perDay().keySet()).containsExactly(DAY, DAY.plusDays(1));
      assertThat(summary.on(DAY, "TASK_CREATED")).isEqualTo(1);
      assertThat(summary.on(DAY.minusDays(1), "TASK_CREATED")).isZero();
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("analytics.db"));
  }
}
