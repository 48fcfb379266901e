package io.todochatbot.components.sqlite;

import io.todochatbot.spi.JobStore;
import io.todochatbot.spi.StoredJob;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that takes jobs in hand and waits to be killed. */
final class CrashingScheduler {
  private CrashingScheduler() {}

  /** Takes the database's path. */
  public static void main(String[] arguments) throws InterruptedException {
    try (JobStore store = SqliteJobsTest.open(arguments[0])) {
      List<String> taken =
          store
              .take(new JobStore.Owner("ns", "app1"), Instant.parse("2026-05-04T12:00:00Z"), 1)
              .stream()
              .map(StoredJob::name)
              .toList();
      System.out.println("took " + taken);
      System.out.flush();
      new CountDownLatch(1).await();
    }
  }
}
