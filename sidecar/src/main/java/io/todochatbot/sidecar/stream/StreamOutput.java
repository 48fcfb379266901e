package io.todochatbot.sidecar.stream;

import io.todochatbot.sidecar.api.Body;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Sends a body chunk by chunk as it comes, as fast as the receiver reads. */
public final class StreamOutput {
  private static final int CHUNK_BYTES = 64 * 1024;

  private StreamOutput() {}

  /**
   * Copies all of {@code body} to {@code target}, which stays open.
   *
   * @throws IOException if the body breaks off
   */
  public static void copy(Body body, WriteStream<Buffer> target) throws IOException {
    try (InputStream in = body.stream()) {
      byte[] buffer = new byte[CHUNK_BYTES];
      int count = in.read(buffer);
      while (count >= 0) {
        // waiting for the write is the back-pressure
        target.write(Buffer.buffer(Arrays.copyOf(buffer, count))).await();
        count = in.read(buffer);
      }
    }
  }
}
