package io.todochatbot.sidecar.crypto;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos.StreamPayload;
import io.todochatbot.sidecar.api.DaprError;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** The payloads of a streaming call as one stream, fetched as they are read. */
final class PayloadInput extends InputStream {
  private final Supplier<Optional<StreamPayload>> next;
  private ByteString chunk;
  private int at;
  private long expected;

  /**
   * Begins with what the first message carried.
   *
   * @param first the first message's payload, if it had one
   * @param next waits for the payload of the next message, the default one if it has none; empty at
   *     the end
   * @throws DaprError if the first payload is out of order
   */
  PayloadInput(Optional<StreamPayload> first, Supplier<Optional<StreamPayload>> next) {
    this.next = next;
    this.chunk = first.map(this::data).orElse(ByteString.EMPTY);
  }

  @Override
  public int read() {
    return fill() ? chunk.byteAt(at++) & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
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

  private boolean fill() {
    while (at == chunk.size()) {
      Optional<StreamPayload> payload = next.get();
      if (payload.isEmpty()) {
        return false;
      }
      chunk = data(payload.get());
      at = 0;
    }
    return true;
  }

  private ByteString data(StreamPayload payload) {
    if (payload.getSeq() != expected) {
      throw Vaults.failed(
          "invalid sequence number received: "
              + payload.getSeq()
              + " (expected: "
              + expected
              + ")");
    }
    expected++;
    return payload.getData();
  }
}
