package io.todochatbot.components.sqlite;

import io.todochatbot.spi.LockStore;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.time.Duration;

/** Takes the lock {@code r}, says so, and waits to be killed. */
final class LockingProcess {
  static final Duration EXPIRY = Duration.ofHours(1);

  private LockingProcess() {}

  /** Takes the lock in the file that the first argument names. */
  public static void main(String[] args) throws IOException {
    try (LockStore store = SqliteLocksTest.open(args[0], new TestContext())) {
      System.out.println(store.tryLock("r", "killed", EXPIRY) ? "taken" : "not taken");
      int ended = System.in.read();
      System.out.println("ended " + ended);
    }
  }
}
