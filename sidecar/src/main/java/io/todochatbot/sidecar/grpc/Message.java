package io.todochatbot.sidecar.grpc;

import com.google.rpc.Status;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.InvalidMessageException;
import io.vertx.grpc.common.MessageSizeOverflowException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * A message's way from the wire to its type. Vert.x's own would let a malformed one fail on the
 * event loop, where nobody answers the call, and would unzip without an end.
 *
 * @param <P> the type
 */
record Message<P>(MethodDescriptor<P, ?> method, long maxBytes) {
  /**
   * Reads a message.
   *
   * @throws GrpcFailure if it is none of its type, in the words of daprd's gRPC
   */
  P read(GrpcMessage message) {
    try {
      byte[] bytes = message.payload().getBytes();
      boolean zipped = message.encoding().equals("gzip");
      return method
          .getRequestMarshaller()
          .parse(new ByteArrayInputStream(zipped ? unzipped(bytes) : bytes));
    } catch (StatusRuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw failure(Code.INTERNAL, "grpc: error unmarshalling request: " + cause.getMessage());
    }
  }

  /**
   * What is said of what Vert.x found to be no message: mostly one of more than {@code maxBytes}.
   */
  static GrpcFailure refusal(InvalidMessageException invalid, long maxBytes) {
    return invalid instanceof MessageSizeOverflowException overflow
        ? failure(
            Code.RESOURCE_EXHAUSTED,
            "grpc: received message larger than max ("
                + overflow.messageSize()
                + " vs. "
                + maxBytes
                + ")")
        : failure(Code.INTERNAL, "grpc: error unmarshalling request: " + invalid.getMessage());
  }

  static GrpcFailure failure(Code code, String message) {
    return new GrpcFailure(Status.newBuilder().setCode(code.value()).setMessage(message).build());
  }

  private byte[] unzipped(byte[] bytes) {
    int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw failure(
            Code.RESOURCE_EXHAUSTED,
            "grpc: received message after decompression larger than max " + maxBytes);
      }
      return plain;
    } catch (IOException e) {
      throw failure(
          Code.INTERNAL, "grpc: failed to decompress the received message: " + e.getMessage());
    }
  }
}
