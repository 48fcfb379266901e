package io.todochatbot.sidecar.pubsub;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The subscriptions that applications hold open as streams. */
final class Streams implements AutoCloseable {
  /** A stream. */
  interface Stream extends AutoCloseable {
    /** What it receives. */
    SubscriptionInfo info();

    /** Takes no further message, waits for the answers due and ends the call. */
    @Override
    void close();

    /** Ends the call whatever answers are due: those events are delivered again. */
    void abandon();
  }

  private final Duration longest;
  private final List<Stream> open = new CopyOnWriteArrayList<>();
  private final Set<Thread> beginning = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * No streams yet.
   *
   * @param longest how long {@link #close} waits for answers due
   */
  Streams(Duration longest) {
    this.longest = longest;
  }

  /**
   * Waits for what a new stream begins with, on this thread, which {@link #close} interrupts.
   *
   * @return what {@code read} returned
   */
  <T> T begin(Supplier<T> read) {
    Thread thread = Thread.currentThread();
    beginning.add(thread);
    try {
      if (closed) {
        thread.interrupt();
      }
      return read.get();
    } finally {
      beginning.remove(thread);
    }
  }

  /** Whether there may be no new streams any more. */
  boolean isClosed() {
    return closed;
  }

  /**
   * Takes in a stream.
   *
   * @return whether there may still be new ones
   */
  boolean add(Stream stream) {
    open.add(stream);
    return !closed;
  }

  void remove(Stream stream) {
    open.remove(stream);
  }

  List<SubscriptionInfo> list() {
    return open.stream().map(Stream::info).toList();
  }

  @Override
  public void close() {
    closed = true;
    beginning.forEach(Thread::interrupt);
    List<Stream> ending = List.copyOf(open);
    Closing.all(ending, longest);
    // nobody may ever answer: what still waits now would do so for ever
    ending.forEach(Stream::abandon);
  }
}
