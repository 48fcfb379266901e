package io.todochatbot.sidecar.pubsub;

import java.time.Duration;
import java.util.List;

/** Closes many things side by side and waits for all, but not for ever. */
final class Closing {
  /** As long as daprd waits for deliveries under way. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private Closing() {}

  static void all(List<? extends AutoCloseable> things, Duration longest) {
    List<Thread> threads =
        things.stream().map(thing -> Thread.startVirtualThread(() -> close(thing))).toList();
    try {
      long end = System.nanoTime() + longest.toNanos();
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(end - System.nanoTime(), 1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("a subscription did not close", e);
    }
  }
}
