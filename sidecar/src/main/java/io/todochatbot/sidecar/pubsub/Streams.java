package io.todochatbot.sidecar.pubsub;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
  private volatile boolean closed;

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
    Closing.all(open);
  }
}
