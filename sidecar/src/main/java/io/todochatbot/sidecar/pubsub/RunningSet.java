package io.todochatbot.sidecar.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The subscriptions under way for an application, and those still being tried. */
final class RunningSet implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Running> running = new ArrayList<>();
  private final List<Thread> trying = new ArrayList<>();

  /** Takes in one that has started. */
  void add(Running started) {
    lock.lock();
    try {
      running.add(started);
    } finally {
      lock.unlock();
    }
  }

  /** Attempts again and again, with growing waits, until it succeeds or the set is closed. */
  void retry(Supplier<Optional<Running>> attempt) {
    lock.lock();
    try {
      trying.add(Thread.ofVirtual().name("subscribe-again").start(() -> keepTrying(attempt)));
    } finally {
      lock.unlock();
    }
  }

  /** Closes all of them, side by side; the set can be filled again afterwards. */
  @Override
  public void close() {
    List<Running> ending;
    lock.lock();
    try {
      trying.forEach(Thread::interrupt);
      trying.clear();
      ending = List.copyOf(running);
      running.clear();
    } finally {
      lock.unlock();
    }
    Closing.all(ending, Closing.LONGEST);
  }

  private void keepTrying(Supplier<Optional<Running>> attempt) {
    Backoff backoff = new Backoff();
    try {
      Optional<Running> started = Optional.empty();
      while (started.isEmpty()) {
        backoff.await();
        started = attempt.get();
      }
      keep(started.get());
    } catch (InterruptedException expected) {
      // the set was closed
      Thread.currentThread().interrupt();
    }
  }

  /** Takes it in unless the set was closed meanwhile. */
  private void keep(Running started) {
    boolean kept;
    lock.lock();
    try {
      kept = trying.remove(Thread.currentThread());
      if (kept) {
        running.add(started);
      }
    } finally {
      lock.unlock();
    }
    if (!kept) {
      started.close();
    }
  }
}
