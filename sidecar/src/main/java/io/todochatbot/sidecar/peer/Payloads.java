package io.todochatbot.sidecar.peer;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos.StreamPayload;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Cuts a body into numbered payloads. */
final class Payloads {
  /** As large as an HTTP/2 window likes it, far below the least limit of a message. */
  static final int CHUNK_BYTES = 32 * 1024;

  private Payloads() {}

  static StreamPayload of(byte[] bytes, int length, long number) {
    return StreamPayload.newBuilder()
        .setData(ByteString.copyFrom(bytes, 0, length))
        .setSeq(number)
        .build();
  }

  /** Sends all of {@code body}, each chunk as soon as it is there, and closes it. */
  static void copy(InputStream body, Consumer<StreamPayload> target) throws IOException {
    try (body) {
      byte[] buffer = new byte[CHUNK_BYTES];
      long number = 0;
      int count = body.read(buffer);
      while (count >= 0) {
        target.accept(of(buffer, count, number));
        number++;
        count = body.read(buffer);
      }
    }
  }
}
