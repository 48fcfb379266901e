package io.todochatbot.sidecar.grpc;

import io.grpc.Status.Code;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The one message of a unary call, and the refusals of what is none. */
final class Incoming {
  private Incoming() {}

  /** Gives the message to {@code receiver}, on the event loop. */
  static <P> void one(GrpcServerRequest<P, ?> request, Message<P> type, Consumer<P> receiver) {
    AtomicBoolean settled = new AtomicBoolean();
    request.invalidMessageHandler(
        invalid -> {
          if (settled.compareAndSet(false, true)) {
            refuse(request, Message.refusal(invalid, type.maxBytes()));
          }
        });
    request.messageHandler(
        message -> {
          if (settled.compareAndSet(false, true)) {
            try {
              receiver.accept(type.read(message));
            } catch (GrpcFailure e) {
              refuse(request, e);
            }
          }
        });
    request.endHandler(
        end -> {
          if (settled.compareAndSet(false, true)) {
            refuse(
                request,
                Message.failure(
                    Code.INTERNAL,
                    "cardinality violation: received no request message from non-client-streaming"
                        + " RPC"));
          }
        });
  }

  /** Ends a call, unless its caller has left meanwhile. */
  static void refuse(GrpcServerRequest<?, ?> request, GrpcFailure failure) {
    try {
      GrpcErrors.send(request.response(), failure.status());
    } catch (IllegalStateException | NullPointerException ignored) {
      // what Vert.x has to say of a stream that its caller has left
    }
  }
}
