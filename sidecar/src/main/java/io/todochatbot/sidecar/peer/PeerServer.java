package io.todochatbot.sidecar.peer;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.dapr.v1.CommonProtos.StreamPayload;
import io.grpc.Status.Code;
import io.todochatbot.protocol.internals.InternalInvokeRequest;
import io.todochatbot.protocol.internals.InternalInvokeRequestStream;
import io.todochatbot.protocol.internals.InternalInvokeResponse;
import io.todochatbot.protocol.internals.InternalInvokeResponseStream;
import io.todochatbot.protocol.internals.ServiceInvocationGrpc;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcFailure;
import io.todochatbot.sidecar.grpc.GrpcServer;
import io.todochatbot.sidecar.grpc.GrpcStream;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.metrics.RuntimeMetrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Takes calls from other sidecars for this one's application ({@code
 * dapr.proto.internals.v1.ServiceInvocation} on {@code --dapr-internal-grpc-port}), daprd's
 * included.
 */
public final class PeerServer implements AutoCloseable {
  /**
   * How a server listens.
   *
   * @param addresses the addresses it listens on
   * @param port the port; 0 for any free one
   * @param maxMessageBytes the longest message it takes; 0 or less for no limit
   */
  public record Options(List<String> addresses, int port, long maxMessageBytes) {
    /** Copies the list. */
    public Options {
      addresses = List.copyOf(addresses);
    }
  }

  private final Supplier<Optional<Callee>> app;
  private final AccessControl access;
  private final RuntimeMetrics metrics;
  private final GrpcServer server;

  /**
   * A server that is not listening yet.
   *
   * @param app this sidecar's application; empty if it has none (yet)
   * @param access who may call what
   * @param relay where gRPC calls of services unknown to Dapr go
   * @param log the log of scope {@code dapr.runtime.grpc.internal}
   */
  public PeerServer(
      Supplier<Optional<Callee>> app,
      AccessControl access,
      GrpcRelay relay,
      Options options,
      Metrics metrics,
      Log log) {
    this.app = app;
    this.access = access;
    this.metrics = metrics.runtime();
    // the other sidecar has begun the trace, or decided against it
    GrpcApi api = new GrpcApi(new Gateway(List.of()), new Tracing(0), metrics.grpc(), log);
    api.unary(
        ServiceInvocationGrpc.getCallLocalMethod(),
        new Operation<>("CallLocal", ApiGroup.ALWAYS, this::unary),
        request -> request,
        response -> response);
    api.stream(
        ServiceInvocationGrpc.getCallLocalStreamMethod(),
        new Operation<>("CallLocalStream", ApiGroup.ALWAYS, this::stream));
    api.otherwise(relay.operation(), metrics.grpc()::delivered);
    this.server =
        new GrpcServer(api, options.addresses(), options.port(), options.maxMessageBytes(), log);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port can't be had on any of the addresses
   */
  public void start(Vertx vertx) throws IOException {
    server.start(vertx);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no further call and lets those under way end. */
  @Override
  public void close() {
    server.close();
  }

  private InternalInvokeResponse unary(Call call, InternalInvokeRequest request) {
    Callee callee = callee();
    if (!request.hasMessage()) {
      throw malformed("field Message is nil");
    }
    Body body =
        Body.of(
            request.getMessage().getData().getValue().toByteArray(),
            Wire.text(request.getMessage().getContentType()));
    Invocation invocation = Wire.invocation(request, body, Wire.trace(call.trace(), request));
    Outcome outcome = answer(callee, invocation);
    InternalInvokeResponse response = Wire.response(outcome);
    byte[] data = read(outcome.body());
    return data.length == 0
        ? response
        : response.toBuilder()
            .setMessage(
                response.getMessage().toBuilder()
                    .setData(
                        Any.newBuilder()
                            .setTypeUrl(outcome.typeUrl().orElse(""))
                            .setValue(ByteString.copyFrom(data))))
            .build();
  }

  private Boolean stream(
      Call call, GrpcStream<InternalInvokeRequestStream, InternalInvokeResponseStream> stream) {
    Callee callee = callee();
    Optional<InternalInvokeRequestStream> first = stream.read();
    if (first.isEmpty() || !first.get().getRequest().hasMessage()) {
      throw malformed("request does not contain the required fields in the leading chunk");
    }
    InternalInvokeRequest request = first.get().getRequest();
    Chunks chunks = new Chunks(first.get().getPayload(), () -> next(stream), () -> {});
    Optional<String> type = Wire.text(request.getMessage().getContentType());
    Invocation invocation =
        Wire.invocation(
            request,
            Body.streaming(chunks, OptionalLong.empty(), type),
            Wire.trace(call.trace(), request));
    Outcome outcome = answer(callee, invocation.with(AppCallee.body(invocation)));
    Body body = outcome.body().settled();
    stream.whenCancelled(() -> close(body.stream()));
    send(stream, Wire.response(outcome), body);
    return true;
  }

  private Outcome answer(Callee callee, Invocation received) {
    try {
      Invocation invocation = received.ofMethod(MethodName.normalize(received.method()));
      access.check(invocation);
      return measured(callee, Bodies.settled(invocation, false));
    } catch (CallFailure e) {
      throw e.code() == Code.PERMISSION_DENIED.value()
              || e.description().startsWith("invalid method")
          ? failure(e.code(), e.description())
          : failure(Code.INTERNAL.value(), "error invoking app channel: " + e.getMessage());
    } catch (AppUnreachable e) {
      throw failure(Code.INTERNAL.value(), "error invoking app channel: " + e.getMessage());
    } catch (UncheckedIOException e) {
      // the other sidecar sends no proper body
      throw failure(
          Code.INTERNAL.value(),
          "error invoking app channel: "
              + Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("no body"));
    }
  }

  private Outcome measured(Callee callee, Invocation invocation) {
    String caller = invocation.metadata().first("dapr-caller-app-id").orElse("unknown");
    metrics.invocationReceived(caller);
    int status = 0;
    try {
      Outcome outcome = callee.call(invocation);
      status = outcome.status().getCode();
      return outcome;
    } finally {
      metrics.invocationServed(caller, status);
    }
  }

  private Callee callee() {
    return app.get()
        .orElseThrow(() -> failure(Code.INTERNAL.value(), "app channel is not initialized"));
  }

  private static void send(
      GrpcStream<InternalInvokeRequestStream, InternalInvokeResponseStream> stream,
      InternalInvokeResponse response,
      Body body) {
    InternalInvokeResponseStream.Builder head =
        InternalInvokeResponseStream.newBuilder().setResponse(response);
    if (body.bytes().isPresent() && body.bytes().get().length <= Payloads.CHUNK_BYTES) {
      byte[] bytes = body.bytes().get();
      stream.write(
          (bytes.length == 0 ? head : head.setPayload(Payloads.of(bytes, bytes.length, 0)))
              .build());
      return;
    }
    // the head does not wait for the body: a stream of events may be silent for long
    stream.write(head.build());
    try {
      Payloads.copy(
          body.stream(),
          payload ->
              stream.write(InternalInvokeResponseStream.newBuilder().setPayload(payload).build()));
    } catch (IOException e) {
      throw failure(Code.INTERNAL.value(), "the application broke off: " + e.getMessage());
    }
  }

  private static Optional<StreamPayload> next(GrpcStream<InternalInvokeRequestStream, ?> stream)
      throws IOException {
    try {
      return stream.read().map(InternalInvokeRequestStream::getPayload);
    } catch (GrpcStream.Cancelled e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] read(Body body) {
    try {
      return body.readAll();
    } catch (UncheckedIOException e) {
      throw failure(Code.INTERNAL.value(), "the application broke off: " + e.getMessage());
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException ignored) {
      // the application is gone as well
    }
  }

  private static GrpcFailure malformed(String why) {
    return failure(Code.INVALID_ARGUMENT.value(), "parsing InternalInvokeRequest error: " + why);
  }

  private static GrpcFailure failure(int code, String message) {
    return new GrpcFailure(Status.newBuilder().setCode(code).setMessage(message).build());
  }
}
