package io.todochatbot.components.inmemory;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One subscriber with its queue; a full queue holds its publishers up. */
final class InMemorySubscription implements PubSub.Subscription {
  private static final int QUEUE = 1024;
  private static final long POLL_MILLIS = 100;

  /** Wakes the thread of a closed subscription. */
  private static final PubSub.Message END =
      new PubSub.Message("", new byte[0], Optional.empty(), Map.of());

  private final String topic;
  private final PubSub.Handler handler;
  private final System.Logger log;
  private final Consumer<InMemorySubscription> whenClosed;
  private final BlockingQueue<PubSub.Message> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closed;

  InMemorySubscription(
      String topic,
      PubSub.Handler handler,
      System.Logger log,
      Consumer<InMemorySubscription> whenClosed) {
    this.topic = topic;
    this.handler = handler;
    this.log = log;
    this.whenClosed = whenClosed;
    this.thread = Thread.ofVirtual().name("in-memory-" + topic).start(this::run);
  }

  /** Matches by name or, after a {@code *} at the pattern's end, by a longer name's beginning. */
  boolean matches(String name) {
    if (name.equals(topic)) {
      return true;
    }
    int star = topic.length() - 1;
    return topic.endsWith("*") && name.length() > star && name.regionMatches(0, topic, 0, star);
  }

  void offer(PubSub.Message message) {
    try {
      while (!closed && !queue.offer(message, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        log.log(System.Logger.Level.DEBUG, "the subscriber of {0} is behind", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentException("interrupted while publishing to " + message.topic(), e);
    }
  }

  @Override
  public void close() {
    whenClosed.accept(this);
    closed = true;
    queue.offer(END);
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        PubSub.Message message = queue.take();
        if (!closed) {
          handle(message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(PubSub.Message message) {
    try {
      if (handler.handle(message) == PubSub.Outcome.RETRY) {
        log.log(
            System.Logger.Level.DEBUG,
            "a message of {0} was not handled; pubsub.in-memory does not deliver again",
            message.topic());
      }
    } catch (RuntimeException e) {
      log.log(System.Logger.Level.ERROR, "the handler of " + topic + " failed", e);
    }
  }
}
