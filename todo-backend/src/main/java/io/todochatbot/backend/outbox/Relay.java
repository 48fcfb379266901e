package io.todochatbot.backend.outbox;

import io.todochatbot.todo.dapr.Dapr;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the outbox to the broker, one after the other in the order in which they
 * happened. An event is removed once the broker has it; until then it is tried again, ever slower.
 * A crash in between publishes it twice, with the same id, which consumers count once.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int BATCH = 100;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_WAIT = Duration.ofMillis(500);

  private final Outbox outbox;
  private final Dapr dapr;
  private final Semaphore news;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Starts to relay.
   *
   * @param news released whenever there may be a new event
   */
  public Relay(Outbox outbox, Dapr dapr, Semaphore news) {
    this.outbox = outbox;
    this.dapr = dapr;
    this.news = news;
    this.thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::work);
  }

  private void work() {
    Duration wait = FIRST_WAIT;
    while (!stopped()) {
      try {
        relayAll();
        wait = FIRST_WAIT;
        news.acquire();
        news.drainPermits();
      } catch (InterruptedException expected) {
        // told to look whether it is time to close
      } catch (RuntimeException e) {
        LOG.warn("Events wait and are tried again in {} ms: {}", wait.toMillis(), e.getMessage());
        pause(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void relayAll() {
    List<Outbox.Entry> entries = outbox.oldest(BATCH);
    while (!entries.isEmpty() && !stopped()) {
      relay(entries);
      entries = outbox.oldest(BATCH);
    }
  }

  private void relay(List<Outbox.Entry> entries) {
    long last = -1;
    try {
      for (Outbox.Entry entry : entries) {
        if (stopped()) {
          return;
        }
        dapr.publish(
            entry.topic(),
            entry.envelope(),
            Map.of("cloudevent.id", entry.eventId(), "partitionKey", entry.userId()));
        last = entry.position();
      }
    } finally {
      if (last >= 0) {
        outbox.remove(last);
      }
    }
  }

  private void pause(Duration wait) {
    try {
      if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("A stop cut the wait short");
      }
    } catch (InterruptedException expected) {
      // the loop looks whether it is time to close
    }
  }

  /** Finishes the event that is under way and stops. */
  @Override
  public void close() {
    stop.countDown();
    news.release();
    try {
      if (!thread.join(CLOSE_WAIT)) {
        thread.interrupt();
        thread.join(CLOSE_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
