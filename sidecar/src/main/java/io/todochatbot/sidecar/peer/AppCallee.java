package io.todochatbot.sidecar.peer;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.CommonProtos.HTTPExtension;
import io.dapr.v1.CommonProtos.InvokeRequest;
import io.dapr.v1.CommonProtos.InvokeResponse;
import io.grpc.Status.Code;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppFailure;
import io.todochatbot.sidecar.app.AppReply;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.app.GrpcReply;
import io.todochatbot.sidecar.app.HttpApp;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** This sidecar's own application as the one who is called. */
public final class AppCallee implements Callee {
  private static final String PROTOBUF = "application/x-protobuf";

  private final AppChannel app;
  private final BooleanSupplier healthy;

  /**
   * Calls go to {@code app}.
   *
   * @param healthy whether the application may be called now ({@code AppHealth::healthy}); always,
   *     if its health is not watched
   */
  public AppCallee(AppChannel app, BooleanSupplier healthy) {
    this.app = app;
    this.healthy = healthy;
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.todochatbot.sidecar.app.AppUnreachable if the application can't be reached
   */
  @Override
  public Outcome call(Invocation invocation) {
    return switch (app) {
      case HttpApp http -> overHttp(http, invocation);
      case GrpcApp grpc -> overGrpc(grpc, invocation);
    };
  }

  private Outcome overHttp(HttpApp target, Invocation invocation) {
    Invocation.Http http =
        invocation
            .http()
            .orElseThrow(
                () -> new CallFailure(Code.INVALID_ARGUMENT, "missing HTTP extension field"));
    if (http.verb() == Verb.NONE || http.verb() == Verb.CONNECT) {
      throw new CallFailure(Code.INVALID_ARGUMENT, "invalid HTTP verb");
    }
    check();
    AppReply reply =
        target.send(
            new AppRequest(
                http.verb().name(),
                MethodName.encode(invocation.method()),
                http.query(),
                invocation.metadata().toHttp(),
                body(invocation),
                invocation.trace()));
    return outcome(reply);
  }

  /** What an application or a service outside answered over HTTP. */
  static Outcome outcome(AppReply reply) {
    Metadata headers = Metadata.ofHttp(reply.headers());
    Body body = reply.body();
    return new Outcome(
        Status.newBuilder().setCode(reply.status()).build(),
        headers.without("content-length"),
        Metadata.NONE,
        Optional.empty(),
        body);
  }

  /** The body with the length that the caller's headers tell, if it does not know it itself. */
  static Body body(Invocation invocation) {
    Body body = invocation.body();
    Optional<String> type =
        invocation.typeUrl().isPresent() ? Optional.of(PROTOBUF) : body.contentType();
    if (body.bytes().isPresent()) {
      return Body.of(body.bytes().get(), type);
    }
    OptionalLong length =
        body.length().isPresent()
            ? body.length()
            : length(invocation.metadata().first("content-length").orElse(""));
    return Body.streaming(body.stream(), length, type);
  }

  private static OptionalLong length(String text) {
    try {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new CallFailure(Code.INTERNAL, "content-length is no number: " + text);
    }
  }

  private static InvokeRequest request(Invocation invocation) {
    InvokeRequest.Builder request =
        InvokeRequest.newBuilder()
            .setMethod(invocation.method())
            .setContentType(invocation.body().contentType().orElse(""))
            .setData(
                Any.newBuilder()
                    .setTypeUrl(invocation.typeUrl().orElse(""))
                    .setValue(ByteString.copyFrom(invocation.body().readAll())));
    invocation
        .http()
        .ifPresent(
            http ->
                request.setHttpExtension(
                    HTTPExtension.newBuilder()
                        .setVerb(http.verb().proto())
                        .setQuerystring(http.query())));
    return request.build();
  }

  private Outcome overGrpc(GrpcApp target, Invocation invocation) {
    check();
    try {
      GrpcReply<InvokeResponse> reply =
          target.exchange(
              AppCallbackGrpc.getOnInvokeMethod(),
              request(invocation),
              invocation.metadata().toGrpc(true),
              invocation.trace());
      InvokeResponse message = reply.message();
      return new Outcome(
          Status.getDefaultInstance(),
          Metadata.ofGrpc(reply.headers()),
          Metadata.ofGrpc(reply.trailers()),
          text(message.getData().getTypeUrl()),
          Body.of(message.getData().getValue().toByteArray(), text(message.getContentType())));
    } catch (AppFailure e) {
      return new Outcome(
          e.status(),
          Metadata.ofGrpc(e.headers()),
          Metadata.ofGrpc(e.trailers()),
          Optional.empty(),
          Body.empty());
    }
  }

  private void check() {
    if (!healthy.getAsBoolean()) {
      throw new CallFailure(Code.INTERNAL, "app is not in a healthy state");
    }
  }

  private static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
