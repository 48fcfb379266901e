package io.todochatbot.sidecar.pubsub;

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
  }

  private final List<Stream> open = new CopyOnWriteArrayList<>();
  private final Set<Thread> beginning = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

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
    Closing.all(open);
  }
}
