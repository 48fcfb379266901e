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
import io.todochatbot.sidecar.metrics.RuntimeMetrics;
import io.todochatbot.sidecar.resiliency.Policy;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
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

  /** What Dapr takes for true. */
  private static final Set<String> TRUE =
      Set.of(
          "y", "Y", "yes", "Yes", "YES", "t", "T", "true", "True", "TRUE", "on", "On", "ON", "1");

  private final Self self;
  private final Supplier<Optional<GrpcApp>> app;
  private final AccessControl access;
  private final Peers peers;
  private final PeerClient client;
  private final BiFunction<String, String, Policy> policies;
  private final RuntimeMetrics metrics;

  /**
   * A relay.
   *
   * @param app this sidecar's application; empty unless it speaks gRPC
   * @param access who may call what of it
   * @param policies the policy for calls to a method, by app id and method
   */
  public GrpcRelay(
      Self self,
      Supplier<Optional<GrpcApp>> app,
      AccessControl access,
      Peers peers,
      PeerClient client,
      BiFunction<String, String, Policy> policies,
      RuntimeMetrics metrics) {
    this.self = self;
    this.app = app;
    this.access = access;
    this.peers = peers;
    this.client = client;
    this.policies = policies;
    this.metrics = metrics;
  }

  /** Relaying as an operation of the API. */
  public Operation<GrpcServerRequest<Buffer, Buffer>, Integer> operation() {
    return new Operation<>("Proxy", ApiGroup.v1("invoke"), this::received);
  }

  /**
   * Relays a call, from this sidecar's application or from another sidecar, to its end.
   *
   * @return the status with which it ended
   * @throws GrpcFailure if the call can't be passed on
   */
  Integer received(Call call, GrpcServerRequest<Buffer, Buffer> request) {
    String appId =
        call.header(CALLEE)
            .or(() -> call.header(APP_ID))
            .orElseThrow(() -> unaddressed(request.fullMethodName()));
    Target target = target(appId);
    List<Map.Entry<String, String>> metadata =
        new ArrayList<>(Metadata.ofGrpc(call.headers().all()).without(APP_ID).toGrpc(false));
    if (target.appId().equals(self.appId())) {
      return pass(request, toApp(call, request, metadata));
    }
    long began = System.nanoTime();
    metrics.invoked(target.appId());
    int status = Code.UNAVAILABLE.value();
    try {
      status = relay(target, call, request, metadata);
      return status;
    } finally {
      metrics.invocationAnswered(target.appId(), status, System.nanoTime() - began);
    }
  }

  private int relay(
      Target target,
      Call call,
      GrpcServerRequest<Buffer, Buffer> request,
      List<Map.Entry<String, String>> metadata) {
    Policy policy = policies.apply(target.appId(), "/" + request.fullMethodName());
    Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open =
        () -> toPeer(target, call, request, new ArrayList<>(metadata));
    if (policy.equals(Policy.NONE)) {
      return pass(request, open.get());
    }
    try {
      if (call.header(STREAM).filter(TRUE::contains).isPresent()) {
        // only the beginning: what comes then may last for ever, and can't be repeated
        GrpcClientRequest<Buffer, Buffer> begun = policy.run(() -> RelayedCall.opened(open));
        return pass(request, Future.succeededFuture(begun));
      }
      return answer(policy.run(new RelayedCall(new Replay(request), open)), request.response());
    } catch (Stopped e) {
      Code code =
          switch (e.reason()) {
            case TOO_SLOW -> Code.DEADLINE_EXCEEDED;
            case INTERRUPTED -> Code.CANCELLED;
            case OPEN, HALF_OPEN -> Code.UNKNOWN;
          };
      throw failure(code, String.valueOf(e.getMessage()));
    }
  }

  /** Passes on an answer whose outcome was waited for. */
  private static int answer(RelayedCall.Answer answer, GrpcServerResponse<Buffer, Buffer> to) {
    Metadata.ofGrpc(answer.response().headers().entries())
        .toGrpc(false)
        .forEach(header -> to.headers().add(header.getKey(), header.getValue()));
    try {
      Optional<Buffer> message = answer.first();
      while (message.isPresent()) {
        to.write(message.get()).await();
        message = answer.messages().next();
      }
    } catch (IOException e) {
      throw failure(Code.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
    return end(answer.response(), to).await();
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

  private static int pass(
      GrpcServerRequest<Buffer, Buffer> request, Future<GrpcClientRequest<Buffer, Buffer>> opened) {
    try {
      GrpcClientRequest<Buffer, Buffer> out = opened.await();
      if (request.timeout() > 0) {
        out.timeout(request.timeout(), TimeUnit.MILLISECONDS);
      }
      Future<Integer> answered =
          out.response().compose(response -> answer(response, request.response()));
      request.errorHandler(left -> out.cancel());
      request.pipe().endOnFailure(false).to(out).onFailure(left -> out.cancel());
      return answered.await();
    } catch (Exception e) {
      throw unreachable(e, 1);
    }
  }

  private static Future<Integer> answer(
      GrpcClientResponse<Buffer, Buffer> from, GrpcServerResponse<Buffer, Buffer> to) {
    Metadata.ofGrpc(from.headers().entries())
        .toGrpc(false)
        .forEach(header -> to.headers().add(header.getKey(), header.getValue()));
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
    return reset.future().compose(end -> end(from, to));
  }

  private static Future<Integer> end(
      GrpcClientResponse<Buffer, Buffer> from, GrpcServerResponse<Buffer, Buffer> to) {
    int code = status(from);
    GrpcStatus known = GrpcStatus.valueOf(code);
    to.status(known == null ? GrpcStatus.UNKNOWN : known);
    if (known == null) {
      // together with the headers Vert.x would send a status of its own as well
      to.writeHead();
      to.trailers().set("grpc-status", Integer.toString(code));
    }
    String message = GrpcWords.message(from);
    if (!message.isEmpty()) {
      to.statusMessage(message);
    }
    trailers(from).forEach(t -> to.trailers().add(t.getKey(), t.getValue()));
    return to.end().map(code);
  }

  /** The status as it came, also one that gRPC doesn't know, which Vert.x hides. */
  static int status(GrpcClientResponse<?, ?> response) {
    Optional<String> text =
        Optional.ofNullable(response.trailers().get("grpc-status"))
            .or(() -> Optional.ofNullable(response.headers().get("grpc-status")));
    GrpcStatus known = response.status() == null ? GrpcStatus.UNKNOWN : response.status();
    try {
      return text.map(Integer::parseInt).orElse(known.code);
    } catch (NumberFormatException ignored) {
      // an application may send anything here
      return known.code;
    }
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

  static GrpcFailure unreachable(Throwable cause, int attempts) {
    return failure(
        Code.UNAVAILABLE,
        "connection error: desc = \""
            + cause.getMessage()
            + "\" (hop: gRPC proxy, attempts: "
            + attempts
            + ")");
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

  private static GrpcFailure failure(int code, String message) {
    return new GrpcFailure(Status.newBuilder().setCode(code).setMessage(message).build());
  }
}
