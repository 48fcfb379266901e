package io.todochatbot.sidecar.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream of buffers, such as a request's body, as a blocking one: a chunk is fetched from the
 * connection only when the reader has used up the one before, so that memory stays bounded and a
 * slow reader slows its sender.
 */
public final class StreamInput extends InputStream {
  /** What stands in the queue behind the last chunk. */
  private enum End {
    END
  }

  private final ReadStream<Buffer> source;
  private final long limit;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private byte[] chunk = new byte[0];
  private int at;
  private long total;
  private boolean ended;

  /**
   * Pauses and takes over {@code source}; must be made on its event loop, before it ends.
   *
   * @param limit the most bytes that may come; 0 or less for no limit
   */
  public StreamInput(ReadStream<Buffer> source, long limit) {
    this.source = source;
    this.limit = limit;
    source.pause();
    source.handler(arrived::add);
    source.endHandler(end -> arrived.add(End.END));
    source.exceptionHandler(arrived::add);
  }

  @Override
  public int read() throws IOException {
    return fill() ? chunk[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (at == chunk.length) {
      if (ended) {
        return false;
      }
      @Nullable Object next = arrived.poll();
      if (next == null) {
        source.fetch(1);
        next = take();
      }
      switch (next) {
        case Buffer buffer -> {
          total += buffer.length();
          if (limit > 0 && total > limit) {
            throw new BodyTooLarge();
          }
          chunk = buffer.getBytes();
          at = 0;
        }
        case Throwable failure -> throw new IOException("the other side broke off", failure);
        default -> ended = true;
      }
    }
    return true;
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
