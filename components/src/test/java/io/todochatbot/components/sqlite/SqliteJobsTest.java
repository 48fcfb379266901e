package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.JobStore;
import io.todochatbot.spi.JobStoreContract;
import io.todochatbot.spi.StoredJob;
import io.todochatbot.spi.TestContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobsTest extends JobStoreContract {
  private static final Instant DUE = Instant.parse("2026-05-04T12:00:00Z");

  @TempDir Path folder;

  @Override
  protected JobStore open() {
    return open(folder.resolve("made/when/missing/jobs.db").toString());
  }

  static JobStore open(String file) {
    return new SqliteJobs(
        new SqliteJobs.Settings(file, Duration.ofSeconds(20), Duration.ofSeconds(10)),
        new TestContext().context());
  }

  @Test
  void takesOverWhatAKilledProcessHadInHand() throws IOException, InterruptedException {
    try (JobStore mine = open()) {
      mine.put(job("in hand", DUE), false);
      Process process = start(folder.resolve("made/when/missing/jobs.db").toString());
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        assertThat(lines.readLine()).isEqualTo("took [in hand]");
        assertThat(mine.take(owner(), DUE, 1)).isEmpty();
        process.destroyForcibly().waitFor();
      }

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> mine.take(owner(), DUE, 1), taken -> !taken.isEmpty());
    }
  }

  @Test
  void handsEachJobToOneOfManySchedulers() {
    Set<String> taken = ConcurrentHashMap.newKeySet();
    Set<String> twice = ConcurrentHashMap.newKeySet();
    try (JobStore first = open()) {
      for (int i = 0; i < 100; i++) {
        first.put(job("job" + i, DUE), false);
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          threads.execute(() -> takeAll(taken, twice));
        }
      }
    }

    assertThat(taken).hasSize(100);
    assertThat(twice).isEmpty();
  }

  private void takeAll(Set<String> taken, Set<String> twice) {
    try (JobStore store = open()) {
      List<StoredJob> some = store.take(owner(), DUE, 3);
      while (!some.isEmpty()) {
        for (StoredJob job : some) {
          if (!taken.add(job.name())) {
            twice.add(job.name());
          }
          store.finish(job);
        }
        some = store.take(owner(), DUE, 3);
      }
    }
  }

  private static Process start(String file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingScheduler.class.getName(),
            file)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
