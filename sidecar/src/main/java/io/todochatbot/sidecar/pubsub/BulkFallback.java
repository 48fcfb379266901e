package io.todochatbot.sidecar.pubsub;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Publishes many entries side by side to a component that takes only single messages. */
final class BulkFallback {
  // as many as daprd publishes at a time
  private static final int AT_A_TIME = 100;

  private final Consumer<PubSub.BulkEntry> single;

  BulkFallback(Consumer<PubSub.BulkEntry> single) {
    this.single = single;
  }

  /** Returns the entries that were not taken, in the order given. */
  List<PubSub.Failure> publish(List<PubSub.BulkEntry> entries) {
    if (entries.size() == 1) {
      return attempt(entries.getFirst());
    }
    List<PubSub.Failure> failures = new ArrayList<>();
    Semaphore places = new Semaphore(AT_A_TIME);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<PubSub.Failure>>> attempts = new ArrayList<>();
      for (PubSub.BulkEntry entry : entries) {
        attempts.add(
            threads.submit(
                () -> {
                  places.acquire();
                  try {
                    return attempt(entry);
                  } finally {
                    places.release();
                  }
                }));
      }
      for (Future<List<PubSub.Failure>> attempt : attempts) {
        failures.addAll(result(attempt));
      }
    }
    return failures;
  }

  private List<PubSub.Failure> attempt(PubSub.BulkEntry entry) {
    try {
      single.accept(entry);
      return List.of();
    } catch (ComponentException e) {
      return List.of(Brokers.failure(entry, e));
    }
  }

  private static List<PubSub.Failure> result(Future<List<PubSub.Failure>> attempt) {
    try {
      return attempt.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("publishing one of several entries failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing several entries", e);
    }
  }
}
