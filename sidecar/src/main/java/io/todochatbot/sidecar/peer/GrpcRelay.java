package io.todochatbot.sidecar.peer;

import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.grpc.GrpcFailure;
import io.todochatbot.sidecar.grpc.GrpcWords;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Resiliency;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.spi.ComponentException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Passes gRPC calls of services that Dapr does not know on to the application that the metadata
 * {@code dapr-app-id} names, unary and streaming alike; messages pass as bytes.
 */
public final class GrpcRelay {
  private static final String CALLEE = "dapr-callee-app-id";
  private static final String APP_ID = "dapr-app-id";

  /** By which a caller tells Dapr that a method streams, which its bytes don't show. */
  private static final String STREAM = "dapr-stream";

  private final Self self;
  private final Supplier<Optional<GrpcApp>> app;
  private final AccessControl access;
  private final Peers peers;
  private final PeerClient client;
  private final Resiliency resiliency;

  /**
   * A relay.
   *
   * @param app this sidecar's application; empty unless it speaks gRPC
   * @param access who may call what of it
   * @param resiliency the policies of calls to other applications
   */
  public GrpcRelay(
      Self self,
      Supplier<Optional<GrpcApp>> app,
      AccessControl access,
      Peers peers,
      PeerClient client,
      Resiliency resiliency) {
    this.self = self;
    this.app = app;
    this.access = access;
    this.peers = peers;
    this.client = client;
    this.resiliency = resiliency;
  }

  /** Relaying as an operation of the API. */
  public Operation<GrpcServerRequest<Buffer, Buffer>, Boolean> operation() {
    return new Operation<>("Proxy", ApiGroup.v1("invoke"), this::received);
  }

  /**
   * Relays a call, from this sidecar's application or from another sidecar, to its end.
   *
   * @throws GrpcFailure if the call can't be passed on
   */
  Boolean received(Call call, GrpcServerRequest<Buffer, Buffer> request) {
    String appId =
        call.header(CALLEE)
            .or(() -> call.header(APP_ID))
            .orElseThrow(() -> unaddressed(request.fullMethodName()));
    Target target = target(appId);
    List<Map.Entry<String, String>> metadata =
        new ArrayList<>(Metadata.ofGrpc(call.headers().all()).without(APP_ID).toGrpc(false));
    if (target.appId().equals(self.appId())) {
      pass(request, toApp(call, request, metadata));
      return true;
    }
    Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open =
        () -> toPeer(target, call, request, new ArrayList<>(metadata));
    Policy policy =
        call.header(APP_ID).isPresent()
            ? resiliency.policy(
                new io.todochatbot.sidecar.resiliency.Target.App(
                    appId, "/" + request.fullMethodName()))
            : Policy.NONE;
    if (policy.equals(Policy.NONE)) {
      pass(request, open.get());
    } else if (isStream(call)) {
      // only the beginning: what comes then may last for ever, and can't be repeated
      pass(request, Future.succeededFuture(begun(policy, open)));
    } else {
      new PolicedRelay(request, open).run(policy);
    }
    return true;
  }

  private static boolean isStream(Call call) {
    return switch (call.header(STREAM).orElse("").strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "true", "t", "on", "1" -> true;
      default -> false;
    };
  }

  private static GrpcClientRequest<Buffer, Buffer> begun(
      Policy policy, Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open) {
    try {
      return policy.run(() -> PolicedRelay.opened(open));
    } catch (Stopped e) {
      throw PolicedRelay.failure(e);
    }
  }

  private Target target(String appId) {
    try {
      return Target.parse(appId, self.namespace());
    } catch (IllegalArgumentException e) {
      throw failure(Code.UNKNOWN, String.valueOf(e.getMessage()));
    }
  }

  private Future<GrpcClientRequest<Buffer, Buffer>> toApp(
      Call call,
      GrpcServerRequest<Buffer, Buffer> request,
      List<Map.Entry<String, String>> metadata) {
    String method = request.fullMethodName();
    try {
      access.check(
          new Invocation(
              MethodName.normalize("/" + method),
              Optional.empty(),
              Metadata.NONE,
              Optional.empty(),
              Body.empty(),
              call.trace()));
    } catch (CallFailure e) {
      throw failure(e.code(), e.description());
    }
    GrpcApp target =
        app.get()
            .orElseThrow(
                () ->
                    failure(
                        Code.UNKNOWN,
                        "failed to proxy request: the application of "
                            + self.appId()
                            + " does not speak gRPC (see --app-protocol)"));
    return target.open(method, metadata, call.trace());
  }

  private Future<GrpcClientRequest<Buffer, Buffer>> toPeer(
      Target target,
      Call call,
      GrpcServerRequest<Buffer, Buffer> request,
      List<Map.Entry<String, String>> metadata) {
    metadata.removeIf(entry -> entry.getKey().equals(CALLEE));
    metadata.add(Map.entry("dapr-caller-app-id", self.appId()));
    metadata.add(Map.entry(CALLEE, target.appId()));
    try {
      String address = peers.find(target.appId(), target.namespace());
      return client.open(address, request.fullMethodName(), metadata, call.trace());
    } catch (ComponentException e) {
      throw failure(Code.UNKNOWN, String.valueOf(e.getMessage()));
    } catch (CallFailure e) {
      throw failure(Code.UNAVAILABLE, e.description());
    }
  }

  private static void pass(
      GrpcServerRequest<Buffer, Buffer> request, Future<GrpcClientRequest<Buffer, Buffer>> opened) {
    try {
      GrpcClientRequest<Buffer, Buffer> out = opened.await();
      if (request.timeout() > 0) {
        out.timeout(request.timeout(), TimeUnit.MILLISECONDS);
      }
      Future<Void> answered =
          out.response().compose(response -> answer(response, request.response()));
      request.errorHandler(left -> out.cancel());
      request.pipe().endOnFailure(false).to(out).onFailure(left -> out.cancel());
      answered.await();
    } catch (Exception e) {
      throw unreachable(e, 1);
    }
  }

  static GrpcFailure unreachable(Throwable cause, int attempts) {
    return failure(
        Code.UNAVAILABLE,
        "connection error: desc = \""
            + cause.getMessage()
            + "\" (hop: gRPC proxy, attempts: "
            + attempts
            + ")");
  }

  private static Future<Void> answer(
      GrpcClientResponse<Buffer, Buffer> from, GrpcServerResponse<Buffer, Buffer> to) {
    head(from, to);
    Promise<Void> reset = Promise.promise();
    // Vert.x tells a reset stream here and nowhere else
    from.errorHandler(error -> reset.tryFail(error.toString()));
    from.pipe()
        .endOnSuccess(false)
        .endOnFailure(false)
        .to(to)
        .onComplete(
            piped -> {
              if (piped.succeeded()) {
                reset.tryComplete();
              } else {
                reset.tryFail(piped.cause());
              }
            });
    return reset
        .future()
        .compose(
            end -> {
              tail(from, to);
              return to.end();
            });
  }

  /** Passes on what an answer begins with. */
  static void head(GrpcClientResponse<Buffer, Buffer> from, GrpcServerResponse<Buffer, Buffer> to) {
    Metadata.ofGrpc(from.headers().entries())
        .toGrpc(false)
        .forEach(header -> to.headers().add(header.getKey(), header.getValue()));
  }

  /** Passes on what an answer ends with. */
  static void tail(GrpcClientResponse<Buffer, Buffer> from, GrpcServerResponse<Buffer, Buffer> to) {
    GrpcStatus status = from.status();
    to.status(status == null ? GrpcStatus.UNKNOWN : status);
    String message = GrpcWords.message(from);
    if (!message.isEmpty()) {
      to.statusMessage(message);
    }
    trailers(from).forEach(t -> to.trailers().add(t.getKey(), t.getValue()));
  }

  private static List<Map.Entry<String, String>> trailers(GrpcClientResponse<?, ?> from) {
    List<Map.Entry<String, String>> trailers =
        new ArrayList<>(Metadata.ofGrpc(from.trailers().entries()).toGrpc(false));
    String details = from.trailers().get("grpc-status-details-bin");
    if (details != null) {
      trailers.add(Map.entry("grpc-status-details-bin", details));
    }
    return trailers;
  }

  private static GrpcFailure unaddressed(String method) {
    return method.startsWith("dapr.proto.")
        ? failure(Code.UNIMPLEMENTED, "this sidecar does not know the method " + method)
        : failure(
            Code.UNKNOWN,
            "failed to proxy request: required metadata dapr-callee-app-id or dapr-app-id not"
                + " found");
  }

  private static GrpcFailure failure(Code code, String message) {
    return failure(code.value(), message);
  }

  static GrpcFailure failure(int code, String message) {
    return new GrpcFailure(Status.newBuilder().setCode(code).setMessage(message).build());
  }
}
