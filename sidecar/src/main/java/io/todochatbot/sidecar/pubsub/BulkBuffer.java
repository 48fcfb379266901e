package io.todochatbot.sidecar.pubsub;

import io.todochatbot.spi.PubSub;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gathers messages and hands them on together: when there are enough, or when the time is up, which
 * starts again with each batch. The component's threads wait meanwhile, so that nothing is
 * acknowledged before its batch was delivered.
 */
final class BulkBuffer implements PubSub.Handler, AutoCloseable {
  private static final int MESSAGES = 100;
  private static final int AWAIT_MILLIS = 1000;

  /** A message and what is to become of it. */
  record Waiting(PubSub.Message message, CompletableFuture<PubSub.Outcome> outcome) {}

  private final int maxMessages;
  private final long awaitNanos;
  private final Consumer<List<Waiting>> sink;

  /** What came; empty where the gatherer is only to look up. */
  private final BlockingQueue<Optional<Waiting>> arrived = new LinkedBlockingQueue<>();

  private volatile boolean hurried;
  private volatile boolean closed;

  /**
   * A buffer whose batches go to {@code sink}, which completes every outcome.
   *
   * @param name of the subscription, for thread dumps
   */
  BulkBuffer(SubscriptionInfo.Bulk bulk, String name, Consumer<List<Waiting>> sink) {
    this.maxMessages = bulk.maxMessages() > 0 ? bulk.maxMessages() : MESSAGES;
    this.awaitNanos =
        TimeUnit.MILLISECONDS.toNanos(
            bulk.maxAwaitMillis() > 0 ? bulk.maxAwaitMillis() : AWAIT_MILLIS);
    this.sink = sink;
    Thread.ofVirtual().name("bulk-" + name).start(this::gather);
  }

  @Override
  public PubSub.Outcome handle(PubSub.Message message) {
    Waiting waiting = new Waiting(message, new CompletableFuture<>());
    arrived.add(Optional.of(waiting));
    if (closed) {
      // the gatherer may have ended without seeing it
      waiting.outcome.complete(PubSub.Outcome.RETRY);
    }
    return waiting.outcome.join();
  }

  /** From now on hands on what there is without waiting for more. */
  void hurry() {
    hurried = true;
    arrived.add(Optional.empty());
  }

  /** Ends gathering; what is still here goes back to the component. */
  @Override
  public void close() {
    closed = true;
    arrived.add(Optional.empty());
    arrived.forEach(
        next -> next.ifPresent(waiting -> waiting.outcome.complete(PubSub.Outcome.RETRY)));
  }

  private void gather() {
    List<Waiting> batch = new ArrayList<>();
    long end = System.nanoTime() + awaitNanos;
    while (!closed) {
      Optional<Waiting> next =
          next(hurried ? batch.isEmpty() ? awaitNanos : 0 : end - System.nanoTime());
      next.ifPresent(batch::add);
      if (batch.size() >= maxMessages || next.isEmpty()) {
        flush(batch);
        batch = new ArrayList<>();
        end = System.nanoTime() + awaitNanos;
      }
    }
    batch.forEach(waiting -> waiting.outcome.complete(PubSub.Outcome.RETRY));
  }

  private Optional<Waiting> next(long nanos) {
    try {
      Optional<Waiting> next = arrived.poll(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      return next == null ? Optional.empty() : next;
    } catch (InterruptedException ignored) {
      // nobody interrupts this thread; if somebody does, what was gathered is handed on
      return Optional.empty();
    }
  }

  private void flush(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      sink.accept(List.copyOf(batch));
    } finally {
      batch.forEach(waiting -> waiting.outcome.complete(PubSub.Outcome.RETRY));
    }
  }
}
