package io.todochatbot.sidecar.stream;

import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream of anything read one by one and blocking. The next element is fetched only when it is
 * asked for. One thread reads; any thread may close.
 */
public final class StreamReader<T> implements AutoCloseable {
  /** What stands in the queue behind the last element. */
  private enum End {
    END
  }

  private final ReadStream<T> source;
  private final Runnable abandon;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Pauses and takes over {@code source}; must be made on its event loop, before it ends.
   *
   * @param abandon what tells the sender that nobody reads on, if this is closed before the end
   */
  public StreamReader(ReadStream<T> source, Runnable abandon) {
    this.source = source;
    this.abandon = abandon;
    source.pause();
    source.handler(
        element -> {
          if (!closed.get()) {
            arrived.add(element);
          }
        });
    source.endHandler(
        end -> {
          ended.set(true);
          arrived.add(End.END);
        });
    source.exceptionHandler(this::fail);
  }

  /** Ends reading with a failure that the stream itself does not tell. */
  public void fail(Throwable failure) {
    ended.set(true);
    arrived.add(failure);
  }

  /**
   * Waits for the next element; empty once there is none any more.
   *
   * @throws IOException if the sender breaks off or this is closed
   */
  @SuppressWarnings("unchecked") // only elements of type T, End and failures are ever added
  public Optional<T> next() throws IOException {
    Object next = arrived.poll();
    if (next == null) {
      source.fetch(1);
      next = take();
    }
    if (next instanceof End) {
      arrived.add(End.END);
      return Optional.empty();
    }
    if (next instanceof Throwable failure) {
      arrived.add(failure);
      throw new IOException("the other side broke off: " + failure.getMessage(), failure);
    }
    return Optional.of((T) next);
  }

  /** Ends reading: a read that waits fails, and the sender is told unless it has ended itself. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && !ended.get()) {
      arrived.add(new IOException("closed"));
      abandon.run();
    }
  }

  private Object take() throws IOException {
    try {
      return arrived.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    }
  }
}
