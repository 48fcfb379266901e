package io.todochatbot.sidecar.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.metrics.GrpcMetrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import io.vertx.grpcio.server.GrpcIoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** gRPC as bindings: method to operation, message to record, result to message. */
public final class GrpcApi {
  private final Gateway gateway;
  private final Tracing tracing;
  private final GrpcMetrics metrics;
  private final Log log;
  private final List<Consumer<GrpcIoServer>> bindings = new ArrayList<>();
  private volatile long maxMessageBytes = Integer.MAX_VALUE;

  /**
   * An API without methods, whose operations pass through {@code gateway}.
   *
   * @param tracing makes the span of a call from its metadata
   */
  public GrpcApi(Gateway gateway, Tracing tracing, GrpcMetrics metrics, Log log) {
    this.gateway = gateway;
    this.tracing = tracing;
    this.metrics = metrics;
    this.log = log;
  }

  /** Binds a unary method to an operation. */
  public <P, S, Q, R> void unary(
      MethodDescriptor<P, S> method,
      Operation<Q, R> operation,
      Function<P, Q> in,
      Function<R, S> out) {
    Gateway.Bound<Q, R> bound = gateway.bind(operation);
    one(
        method,
        (call, request, message) -> {
          S result = out.apply(bound.run(call, () -> in.apply(message)));
          send(
              request,
              response -> {
                response.headers().set("traceparent", call.trace().traceparent());
                response.end(result);
              });
          return new Sent(Code.OK.value(), bytes(result));
        });
  }

  /**
   * Binds a unary method to an operation whose result has metadata or a status of its own, such as
   * another application's answer.
   */
  public <P, S, Q, R> void relayed(
      MethodDescriptor<P, S> method,
      Operation<Q, R> operation,
      Function<P, Q> in,
      Function<R, GrpcAnswer<S>> out) {
    Gateway.Bound<Q, R> bound = gateway.bind(operation);
    one(
        method,
        (call, request, message) -> {
          GrpcAnswer<S> answer = out.apply(bound.run(call, () -> in.apply(message)));
          send(request, response -> answer.send(response, call.trace()));
          return new Sent(
              answer.status().getCode(), answer.message().map(GrpcApi::bytes).orElse(0L));
        });
  }

  /**
   * Binds a method with a stream in either direction. The operation's request is the stream; it
   * runs until the operation returns, which ends the call.
   */
  public <P, S, R> void stream(
      MethodDescriptor<P, S> method, Operation<GrpcStream<P, S>, R> operation) {
    Gateway.Bound<GrpcStream<P, S>, R> bound = gateway.bind(operation);
    bindings.add(
        server ->
            server.callHandler(
                method,
                request -> {
                  Call call = call(request);
                  GrpcStream<P, S> stream =
                      new GrpcStream<>(request, new Message<>(method, maxMessageBytes));
                  answer(
                      request,
                      () -> {
                        bound.run(call, () -> stream);
                        stream.end();
                        return Sent.NOTHING;
                      },
                      sent -> {});
                }));
  }

  /**
   * Binds every method that no other binding names. The operation's request is the call with its
   * messages as bytes; it runs on a virtual thread, ends the call itself and returns its status.
   *
   * @param measure takes note of those that name an application
   */
  public void otherwise(
      Operation<GrpcServerRequest<Buffer, Buffer>, Integer> operation,
      GrpcMetrics.Relayed measure) {
    Gateway.Bound<GrpcServerRequest<Buffer, Buffer>, Integer> bound = gateway.bind(operation);
    bindings.add(
        server ->
            server.callHandler(
                request -> {
                  request.pause();
                  request.invalidMessageHandler(
                      invalid ->
                          Incoming.refuse(request, Message.refusal(invalid, maxMessageBytes)));
                  Call call = call(request);
                  long began = System.nanoTime();
                  answer(
                      request,
                      () -> new Sent(bound.run(call, () -> request), 0),
                      sent -> {
                        if (call.header("dapr-app-id").isPresent()) {
                          measure.done(
                              "/" + request.fullMethodName(),
                              sent.status(),
                              System.nanoTime() - began);
                        }
                      });
                }));
  }

  /** Puts every binding on {@code server}, which takes messages of {@code limit} bytes. */
  void bindTo(GrpcIoServer server, long limit) {
    maxMessageBytes = limit;
    bindings.forEach(binding -> binding.accept(server));
  }

  /** Binds a method with one message in; {@code work} answers on a virtual thread. */
  private <P, S> void one(MethodDescriptor<P, S> method, Unary<P, S> work) {
    bindings.add(
        server ->
            server.callHandler(
                method,
                request -> {
                  Call call = call(request);
                  Incoming.one(
                      request,
                      new Message<>(method, maxMessageBytes),
                      message ->
                          unary(request, message, () -> work.answer(call, request, message)));
                }));
  }

  @FunctionalInterface
  private interface Unary<P, S> {
    Sent answer(Call call, GrpcServerRequest<P, S> request, P message);
  }

  private Call call(GrpcServerRequest<?, ?> request) {
    Headers headers = new GrpcHeaders(request.headers(), request.connection().localAddress());
    return new Call(Wire.GRPC, headers, tracing.start(headers));
  }

  private void unary(GrpcServerRequest<?, ?> request, Object message, Supplier<Sent> work) {
    long began = System.nanoTime();
    answer(
        request,
        work,
        sent ->
            metrics.served(
                "/" + request.fullMethodName(),
                sent.status(),
                bytes(message),
                sent.bytes(),
                System.nanoTime() - began));
  }

  private void answer(
      GrpcServerRequest<?, ?> request, Supplier<Sent> work, Consumer<Sent> measure) {
    Thread.startVirtualThread(
        () -> {
          try {
            measure.accept(answerOrRefuse(request, work));
          } catch (IllegalStateException | NullPointerException gone) {
            // what Vert.x has to say of a stream that its caller has left meanwhile
            log.debug("the caller left " + request.fullMethodName() + ": " + gone.getMessage());
            measure.accept(new Sent(Code.CANCELLED.value(), 0));
          }
        });
  }

  /** Sends the answer, unless the caller has left: Vert.x then fails with one of these. */
  private <P, S> void send(
      GrpcServerRequest<P, S> request, Consumer<GrpcServerResponse<P, S>> answer) {
    try {
      answer.accept(request.response());
    } catch (IllegalStateException | NullPointerException gone) {
      log.debug("the caller left " + request.fullMethodName() + ": " + gone.getMessage());
    }
  }

  private Sent answerOrRefuse(GrpcServerRequest<?, ?> request, Supplier<Sent> work) {
    try {
      return work.get();
    } catch (DaprError e) {
      GrpcErrors.send(request.response(), e);
      return new Sent(e.code().grpcStatus(), 0);
    } catch (GrpcFailure e) {
      GrpcErrors.send(request.response(), e.status());
      return new Sent(e.status().getCode(), 0);
    } catch (GrpcStream.Cancelled ignored) {
      log.debug("the caller left " + request.fullMethodName());
      return new Sent(Code.CANCELLED.value(), 0);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      // Vert.x throws an InterruptedException without saying so, too
      log.error("call failed: " + request.fullMethodName(), e);
      request
          .response()
          .status(GrpcStatus.INTERNAL)
          .statusMessage("internal error: " + ErrorCode.INTERNAL.text())
          .end();
      return new Sent(Code.INTERNAL.value(), 0);
    }
  }

  private static long bytes(Object message) {
    return message instanceof MessageLite proto ? proto.getSerializedSize() : 0;
  }

  /** How a call ended and how long the answer was. */
  private record Sent(int status, long bytes) {
    static final Sent NOTHING = new Sent(Code.OK.value(), 0);
  }
}
