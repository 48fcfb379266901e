package io.todochatbot.sidecar.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A stream of buffers, such as a request's body, as a blocking one: a chunk is fetched from the
 * connection only when the reader has used up the one before, so that memory stays bounded and a
 * slow reader slows its sender.
 */
public final class StreamInput extends InputStream {
  private final StreamReader<Buffer> source;
  private final long limit;
  private byte[] chunk = new byte[0];
  private int at;
  private long total;

  /**
   * Pauses and takes over {@code source}, whose rest is discarded when this is closed early; must
   * be made on its event loop, before it ends.
   *
   * @param limit the most bytes that may come; 0 or less for no limit
   */
  public StreamInput(ReadStream<Buffer> source, long limit) {
    this(source, limit, source::resume);
  }

  /**
   * Pauses and takes over {@code source}; must be made on its event loop, before it ends.
   *
   * @param limit the most bytes that may come; 0 or less for no limit
   * @param abandon what tells the sender that nobody reads on, if this is closed early
   */
  public StreamInput(ReadStream<Buffer> source, long limit, Runnable abandon) {
    this.source = new StreamReader<>(source, abandon);
    this.limit = limit;
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

  /** Ends reading, from whatever thread: a read that waits fails. */
  @Override
  public void close() {
    source.close();
  }

  private boolean fill() throws IOException {
    while (at == chunk.length) {
      Optional<Buffer> next = source.next();
      if (next.isEmpty()) {
        return false;
      }
      total += next.get().length();
      if (limit > 0 && total > limit) {
        throw new BodyTooLarge();
      }
      chunk = next.get().getBytes();
      at = 0;
    }
    return true;
  }
}
