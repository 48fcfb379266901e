package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.StateStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Publishes what an outbox left in the stores: at the start everything, later what stood there a
 * round ago already. The delay leaves the sidecars of other replicas the time to publish their own.
 */
public final class OutboxSweeper implements AutoCloseable {
  private final Outbox outbox;
  private final Duration pause;
  private final Log log;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Set<String> seen = Set.of();

  /** A sweeper that goes round every {@code pause}, once started. */
  public OutboxSweeper(Outbox outbox, Duration pause, Log log) {
    this.outbox = outbox;
    this.pause = pause;
    this.log = log.scope("dapr.outbox");
    thread = Thread.ofVirtual().name("dapr-outbox").unstarted(this::run);
  }

  /** Begins, with a round at once. */
  public void start() {
    thread.start();
  }

  /** Ends after the round under way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean first = true;
      do {
        round(first);
        first = false;
      } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(boolean everything) {
    Set<String> left = new HashSet<>();
    for (Guarded<StateStore> store : outbox.stores()) {
      try {
        OutboxSettings.of(store.info())
            .ifPresent(
                settings ->
                    left.addAll(
                        outbox.sweep(store, settings, key -> everything || seen.contains(key))));
      } catch (RuntimeException e) {
        log.error(
            "can't read the outbox of state store "
                + store.info().name()
                + ", trying again: "
                + e.getMessage());
      }
    }
    seen = left;
  }
}
