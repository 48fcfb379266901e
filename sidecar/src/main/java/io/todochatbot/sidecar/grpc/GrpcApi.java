package io.todochatbot.sidecar.grpc;

import io.grpc.MethodDescriptor;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Wire;
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

/** gRPC as bindings: method to operation, message to record, result to message. */
public final class GrpcApi {
  private final Gateway gateway;
  private final Tracing tracing;
  private final Log log;
  private final List<Consumer<GrpcIoServer>> bindings = new ArrayList<>();
  private volatile long maxMessageBytes = Integer.MAX_VALUE;

  /**
   * An API without methods, whose operations pass through {@code gateway}.
   *
   * @param tracing makes the span of a call from its metadata
   */
  public GrpcApi(Gateway gateway, Tracing tracing, Log log) {
    this.gateway = gateway;
    this.tracing = tracing;
    this.log = log;
  }

  /** Binds a unary method to an operation. */
  public <P, S, Q, R> void unary(
      MethodDescriptor<P, S> method,
      Operation<Q, R> operation,
      Function<P, Q> in,
      Function<R, S> out) {
    Gateway.Bound<Q, R> bound = gateway.bind(operation);
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
                          answer(
                              request,
                              () -> {
                                S result = out.apply(bound.run(call, () -> in.apply(message)));
                                send(
                                    request,
                                    response -> {
                                      response
                                          .headers()
                                          .set("traceparent", call.trace().traceparent());
                                      response.end(result);
                                    });
                              }));
                }));
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
                          answer(
                              request,
                              () -> {
                                GrpcAnswer<S> result =
                                    out.apply(bound.run(call, () -> in.apply(message)));
                                send(request, response -> result.send(response, call.trace()));
                              }));
                }));
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
                      });
                }));
  }

  /**
   * Binds every method that no other binding names. The operation's request is the call with its
   * messages as bytes; it runs on a virtual thread and ends the call itself.
   */
  public <R> void otherwise(Operation<GrpcServerRequest<Buffer, Buffer>, R> operation) {
    Gateway.Bound<GrpcServerRequest<Buffer, Buffer>, R> bound = gateway.bind(operation);
    bindings.add(
        server ->
            server.callHandler(
                request -> {
                  request.pause();
                  request.invalidMessageHandler(
                      invalid ->
                          Incoming.refuse(request, Message.refusal(invalid, maxMessageBytes)));
                  Call call = call(request);
                  answer(request, () -> bound.run(call, () -> request));
                }));
  }

  /** Puts every binding on {@code server}, which takes messages of {@code limit} bytes. */
  void bindTo(GrpcIoServer server, long limit) {
    maxMessageBytes = limit;
    bindings.forEach(binding -> binding.accept(server));
  }

  private Call call(GrpcServerRequest<?, ?> request) {
    Headers headers = new GrpcHeaders(request.headers(), request.connection().localAddress());
    return new Call(Wire.GRPC, headers, tracing.start(headers));
  }

  private void answer(GrpcServerRequest<?, ?> request, Runnable work) {
    Thread.startVirtualThread(
        () -> {
          try {
            answerOrRefuse(request, work);
          } catch (IllegalStateException | NullPointerException gone) {
            // what Vert.x has to say of a stream that its caller has left meanwhile
            log.debug("the caller left " + request.fullMethodName() + ": " + gone.getMessage());
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

  private void answerOrRefuse(GrpcServerRequest<?, ?> request, Runnable work) {
    try {
      work.run();
    } catch (DaprError e) {
      GrpcErrors.send(request.response(), e);
    } catch (GrpcFailure e) {
      GrpcErrors.send(request.response(), e.status());
    } catch (GrpcStream.Cancelled ignored) {
      log.debug("the caller left " + request.fullMethodName());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      log.error("call failed: " + request.fullMethodName(), e);
      request
          .response()
          .status(GrpcStatus.INTERNAL)
          .statusMessage("internal error: " + ErrorCode.INTERNAL.text())
          .end();
    }
  }
}
