package io.todochatbot.sidecar.pubsub;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: half a second at first, half as much again each time, up to a minute. */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long LAST_MILLIS = 60_000;

  private long millis = FIRST_MILLIS;

  /**
   * Waits, up to half less at random.
   *
   * @throws InterruptedException if there is nothing more to wait for
   */
  void await() throws InterruptedException {
    Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis)));
    millis = Math.min(millis * 3 / 2, LAST_MILLIS);
  }
}
