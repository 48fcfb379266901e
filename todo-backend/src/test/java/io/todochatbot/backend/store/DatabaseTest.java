package io.todochatbot.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.backend.account.Caller;
import io.todochatbot.backend.task.Task;
import io.todochatbot.backend.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class DatabaseTest {
  private static final Caller ADA = new Caller("ada", "test");
  private static final int SMALL_PAGES = 40;

  private static Tasks tasks(Database database) {
    return new Tasks(database.tasks(), Clock.systemUTC());
  }

  @Test
  void aFullDiskIsAnErrorAndNoTaskIsLost(@TempDir Path data) {
    Path file = data.resolve("backend.db");
    SQLiteConfig settings = Database.settings(Duration.ofMillis(100));
    settings.setMaxPageCount(SMALL_PAGES);
    List<String> acknowledged = new ArrayList<>();
    try (Database database = Database.open(file, settings, () -> {})) {
      Tasks tasks = tasks(database);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  acknowledged.add(tasks.add(ADA, "x".repeat(400) + i, null).id());
                }
              })
          .isInstanceOfSatisfying(
              StorageFailure.class, e -> assertThat(e.kind()).isEqualTo(StorageFailure.Kind.FULL))
          .hasMessageContaining("disk is full")
          .hasMessageContaining("Nothing was changed");

      assertThat(tasks.all(ADA)).extracting(Task::id).containsExactlyElementsOf(acknowledged);
      assertThat(database.outbox().waiting()).isEqualTo(acknowledged.size());
    }
    assertThat(acknowledged).isNotEmpty();
    try (Database again = Database.open(file, () -> {})) {
      assertThat(tasks(again).add(ADA, "there is room again", null).title()).isNotEmpty();
      assertThat(tasks(again).all(ADA)).hasSize(acknowledged.size() + 1);
    }
  }

  @Test
  void aLockedDatabaseIsAnErrorAndNoTaskIsLost(@TempDir Path data) throws Exception {
    Path file = data.resolve("backend.db");
    SQLiteConfig settings = Database.settings(Duration.ofMillis(50));
    try (Database database = Database.open(file, settings, () -> {});
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement lock = other.createStatement()) {
      Tasks tasks = tasks(database);
      tasks.add(ADA, "before", null);
      lock.execute("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> tasks.add(ADA, "meanwhile", null))
          .isInstanceOfSatisfying(
              StorageFailure.class, e -> assertThat(e.kind()).isEqualTo(StorageFailure.Kind.LOCKED))
          .hasMessageContaining("locked by another program");
      assertThat(tasks.all(ADA)).extracting(Task::title).containsExactly("before");

      lock.execute("ROLLBACK");
      tasks.add(ADA, "after", null);
      assertThat(tasks.all(ADA)).extracting(Task::title).containsExactly("before", "after");
      assertThat(database.outbox().waiting()).isEqualTo(2);
    }
  }

  @Test
  void aJobThatIsWrongFailsAlone(@TempDir Path data) throws Exception {
    try (Database database = Database.open(data.resolve("backend.db"), () -> {});
        ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      Tasks tasks = tasks(database);
      ConcurrentLinkedQueue<Throwable> refused = new ConcurrentLinkedQueue<>();
      CountDownLatch together = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        all.add(
            users.submit(
                () -> {
                  together.await();
                  if (number % 10 == 0) {
                    try {
                      database.write(
                          handle -> {
                            handle.execute("DELETE FROM task");
                            throw new IllegalStateException("wrong");
                          });
                    } catch (IllegalStateException e) {
                      refused.add(e);
                    }
                  } else {
                    tasks.add(ADA, "task " + number, null);
                  }
                  return null;
                }));
      }
      together.countDown();
      for (Future<?> one : all) {
        one.get();
      }

      assertThat(refused).hasSize(20);
      assertThat(tasks.all(ADA)).hasSize(180);
      assertThat(database.outbox().waiting()).isEqualTo(180);
    }
  }

  @Test
  void aTaskIsOnlyItsOwners(@TempDir Path data) {
    try (Database database = Database.open(data.resolve("backend.db"), () -> {})) {
      Tasks tasks = tasks(database);
      Task task = tasks.add(ADA, "mine", null);
      Caller bob = new Caller("bob", "test");

      assertThat(tasks.all(bob)).isEmpty();
      assertThat(tasks.find(bob, task.id())).isEmpty();
      assertThatThrownBy(() -> tasks.delete(bob, task.id())).hasMessageContaining("no task");
      assertThat(tasks.all(ADA)).containsExactly(task);
    }
  }

  @Test
  void refusesToWriteOnceItIsClosed(@TempDir Path data) {
    Database database = Database.open(data.resolve("backend.db"), () -> {});
    database.close();

    assertThatThrownBy(() -> tasks(database).add(ADA, "late", null))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("being stopped");
  }

  @Test
  void saysWhichFileItCannotUse(@TempDir Path data) throws IOException {
    Path file = data.resolve("backend.db");
    Files.writeString(
        file, "this is no database, but long enough to be looked at as one ".repeat(9));

    assertThatThrownBy(() -> Database.open(file, () -> {}))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining(file.toString());
  }
}
