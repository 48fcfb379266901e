package io.todochatbot.sidecar.peer;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos.StreamPayload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A body that comes in numbered chunks, the first of them perhaps with the head of the message.
 * Closing it early runs {@code abandon}.
 */
final class Chunks extends InputStream {
  /** Waits for the next chunk. */
  @FunctionalInterface
  interface Source {
    /**
     * The next message's payload, which may be missing from it; empty behind the last message.
     *
     * @throws IOException if the other side breaks off
     */
    Optional<StreamPayload> next() throws IOException;
  }

  private final Source source;
  private final Runnable abandon;
  private Optional<StreamPayload> pending;
  private ByteString chunk = ByteString.EMPTY;
  private int at;
  private long expected;
  private boolean ended;

  /** A body that begins with {@code first}, the payload of the leading message. */
  Chunks(StreamPayload first, Source source, Runnable abandon) {
    this.source = source;
    this.abandon = abandon;
    this.pending = Optional.of(first);
  }

  @Override
  public int read() throws IOException {
    return fill() ? chunk.byteAt(at++) & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, chunk.size() - at);
    chunk.substring(at, at + count).copyTo(target, offset);
    at += count;
    return count;
  }

  @Override
  public void close() {
    if (!ended) {
      abandon.run();
    }
  }

  private boolean fill() throws IOException {
    while (at == chunk.size()) {
      if (ended) {
        return false;
      }
      Optional<StreamPayload> next = pending.isPresent() ? pending : source.next();
      pending = Optional.empty();
      if (next.isEmpty()) {
        ended = true;
      } else {
        take(next.get());
      }
    }
    return true;
  }

  private void take(StreamPayload payload) throws IOException {
    if (payload.equals(StreamPayload.getDefaultInstance())) {
      // a message without payload has no number
      return;
    }
    if (payload.getSeq() != expected) {
      throw new IOException(
          "invalid sequence number received: "
              + payload.getSeq()
              + " (expected: "
              + expected
              + ")");
    }
    expected++;
    chunk = payload.getData();
    at = 0;
  }
}
