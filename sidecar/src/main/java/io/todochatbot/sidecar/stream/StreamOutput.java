package io.todochatbot.sidecar.stream;

import io.todochatbot.sidecar.api.Body;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Sends a body chunk by chunk as it comes, as fast as the receiver reads. */
public final class StreamOutput {
  private static final int CHUNK_BYTES = 64 * 1024;

  private StreamOutput() {}

  /** A stream that writes to {@code target} chunk by chunk and ends it when it is closed. */
  public static OutputStream to(WriteStream<Buffer> target) {
    return new BufferedOutputStream(
        new OutputStream() {
          @Override
          public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            await(target.write(Buffer.buffer(Arrays.copyOfRange(bytes, from, from + count))));
          }

          @Override
          public void close() throws IOException {
            await(target.end());
          }
        },
        CHUNK_BYTES);
  }

  private static void await(Future<Void> done) throws IOException {
    try {
      done.await();
    } catch (Exception e) {
      // whatever Vert.x has to say of a receiver that has left
      throw new IOException(e.getMessage(), e);
    }
  }

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
