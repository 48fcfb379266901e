package io.todochatbot.sidecar.grpc;

import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.vertx.grpc.common.InvalidMessageException;
import io.vertx.grpc.common.MessageSizeOverflowException;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a caller sends, and the refusals of what is no message, in the words of daprd's gRPC. */
final class Incoming {
  private Incoming() {}

  /** Gives the one message of a unary call to {@code receiver}, on the event loop. */
  static <P> void one(GrpcServerRequest<P, ?> request, long maxBytes, Consumer<P> receiver) {
    AtomicBoolean settled = new AtomicBoolean();
    refuseInvalid(request, maxBytes, settled);
    request.handler(
        message -> {
          if (settled.compareAndSet(false, true)) {
            receiver.accept(message);
          }
        });
    request.endHandler(
        end -> {
          if (settled.compareAndSet(false, true)) {
            refuse(
                request,
                Code.INTERNAL,
                "cardinality violation: received no request message from non-client-streaming RPC");
          }
        });
  }

  /** Has messages that are too long or no message of their type refused; ends the call. */
  static void refuseInvalid(GrpcServerRequest<?, ?> request, long maxBytes) {
    refuseInvalid(request, maxBytes, new AtomicBoolean());
  }

  private static void refuseInvalid(
      GrpcServerRequest<?, ?> request, long maxBytes, AtomicBoolean settled) {
    request.invalidMessageHandler(
        failure -> {
          if (settled.compareAndSet(false, true)) {
            refuse(request, failure, maxBytes);
          }
        });
  }

  private static void refuse(
      GrpcServerRequest<?, ?> request, InvalidMessageException failure, long maxBytes) {
    if (failure instanceof MessageSizeOverflowException overflow) {
      refuse(
          request,
          Code.RESOURCE_EXHAUSTED,
          "grpc: received message larger than max ("
              + overflow.messageSize()
              + " vs. "
              + maxBytes
              + ")");
    } else {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      refuse(request, Code.INTERNAL, "grpc: error unmarshalling request: " + cause.getMessage());
    }
  }

  private static void refuse(GrpcServerRequest<?, ?> request, Code code, String message) {
    GrpcErrors.send(
        request.response(), Status.newBuilder().setCode(code.value()).setMessage(message).build());
  }
}
