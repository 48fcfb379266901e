package io.todochatbot.sidecar.invoke;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.metrics.RuntimeMetrics;
import io.todochatbot.sidecar.peer.Bodies;
import io.todochatbot.sidecar.peer.CallFailure;
import io.todochatbot.sidecar.peer.Callee;
import io.todochatbot.sidecar.peer.ExternalCallee;
import io.todochatbot.sidecar.peer.Invocation;
import io.todochatbot.sidecar.peer.Metadata;
import io.todochatbot.sidecar.peer.MethodName;
import io.todochatbot.sidecar.peer.Outcome;
import io.todochatbot.sidecar.peer.PeerClient;
import io.todochatbot.sidecar.peer.Peers;
import io.todochatbot.sidecar.peer.Self;
import io.todochatbot.sidecar.peer.Target;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Resiliency;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.sidecar.resiliency.Target.App;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Service invocation, once for both wires: to this sidecar's own application, to another's through
 * its sidecar, or to a service outside Dapr.
 *
 * <p>Errors keep daprd's form, {@code failed to invoke, id: …, err: …}; where a hop could not be
 * made, their end tells which, how often it was tried and why it failed.
 */
public final class InvokeApi {
  /**
   * What this sidecar reaches others by.
   *
   * @param self this sidecar
   * @param app its application; empty if it has none (yet)
   * @param peers finds the sidecars of other applications
   * @param client calls them
   * @param external the services outside Dapr
   * @param resiliency how often a call is tried again, how long it may take
   * @param clock on which it pauses between attempts
   * @param metrics counts what goes to other applications and services
   */
  public record Ways(
      Self self,
      Supplier<Optional<Callee>> app,
      Peers peers,
      PeerClient client,
      ExternalCallee external,
      Resiliency resiliency,
      Clock clock,
      RuntimeMetrics metrics) {}

  /**
   * A request.
   *
   * @param target the application's id, perhaps with its namespace, or a URL or an HTTPEndpoint's
   *     name; absent if the caller named none
   * @param method what is called, decoded
   * @param http verb and query; absent if the caller said nothing of HTTP
   * @param typeUrl the protobuf type of the body, if it is one
   * @param body the body
   */
  public record Request(
      Optional<String> target,
      String method,
      Optional<Invocation.Http> http,
      Optional<String> typeUrl,
      Body body) {}

  /**
   * An answer.
   *
   * @param outcome what the application answered
   * @param streamed whether the request's body was of unknown length
   * @param events whether the caller waits for server-sent events
   * @param trace the call's span
   */
  public record Answer(Outcome outcome, boolean streamed, boolean events, Trace trace) {}

  /** Invokes a method of an application. */
  final Operation<Request, Answer> invoke =
      new Operation<>("InvokeService", ApiGroup.v1("invoke"), this::invoke);

  private final Ways ways;

  /** Service invocation by {@code ways}. */
  public InvokeApi(Ways ways) {
    this.ways = ways;
  }

  private Answer invoke(Call call, Request request) {
    String id =
        request
            .target()
            .orElseThrow(
                () ->
                    new DaprError(
                        ErrorCode.DIRECT_INVOKE_NO_APP_ID,
                        "failed getting app id either from the URL path or the header"
                            + " dapr-app-id"));
    Metadata metadata =
        call.wire() == Wire.HTTP
            ? Metadata.ofHttp(call.headers().all()).without("dapr-app-id")
            : Metadata.ofGrpc(call.headers().all());
    boolean streamed = !request.body().replayable() && request.body().length().isEmpty();
    boolean events =
        metadata.first("accept").orElse("").strip().equalsIgnoreCase("text/event-stream");
    try {
      Invocation invocation =
          new Invocation(
              MethodName.normalize(request.method()),
              request.http(),
              metadata,
              request.typeUrl(),
              request.body(),
              call.trace());
      return new Answer(
          invoke(id, request.method(), invocation, call.wire()), streamed, events, call.trace());
    } catch (CallFailure e) {
      ErrorCode code = e.denied() ? ErrorCode.DIRECT_INVOKE_DENIED : ErrorCode.DIRECT_INVOKE;
      throw refused(code, id, e);
    } catch (AppUnreachable
        | ComponentException
        | IllegalArgumentException
        | UncheckedIOException
        | Retries.Exhausted e) {
      throw refused(ErrorCode.DIRECT_INVOKE, id, e);
    }
  }

  private Outcome invoke(String id, String method, Invocation invocation, Wire wire) {
    App target = new App(id, method);
    Policy policy = ways.resiliency().policy(target);
    Invocation settled = Bodies.settled(invocation, policy.retries());
    Resiliency.BuiltIn builtIn = ways.resiliency().serviceRetries(target);
    Retries retries = new Retries(builtIn.max(), builtIn.pause(), ways.clock());
    RepeatedCall call =
        new RepeatedCall(
            wire, settled.body().replayable(), attempt -> route(id, settled, retries, attempt));
    try {
      return policy.run(call);
    } catch (AppUnreachable e) {
      throw e.after(call.attempts());
    } catch (Stopped e) {
      throw new Retries.Exhausted(
          e.getMessage()
              + " (hop: sidecar of "
              + ways.self().appId()
              + " to "
              + id
              + ", attempts: "
              + call.attempts()
              + ")",
          e);
    }
  }

  private Outcome route(String id, Invocation invocation, Retries retries, int attempt) {
    if (ways.external().knows(id)) {
      return measured(id, () -> ways.external().call(id, invocation));
    }
    Self self = ways.self();
    Target target = Target.parse(id, self.namespace());
    if (target.appId().equals(self.appId()) && target.namespace().equals(self.namespace())) {
      return ways.app()
          .get()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "cannot invoke local endpoint: app channel not initialized"))
          .call(invocation);
    }
    Metadata metadata = self.introduce(invocation.metadata(), target.appId());
    for (int earlier = 1; earlier < attempt; earlier++) {
      // as daprd, whose every attempt passes this sidecar once more
      metadata = self.forward(metadata);
    }
    Invocation introduced = invocation.with(metadata);
    return retries.run(
        self.appId(),
        target,
        ways.peers(),
        introduced.body().replayable(),
        address -> measured(target.appId(), () -> ways.client().call(address, introduced)));
  }

  private Outcome measured(String id, Supplier<Outcome> call) {
    long began = System.nanoTime();
    ways.metrics().invoked(id);
    Outcome outcome = call.get();
    ways.metrics().invocationAnswered(id, outcome.status().getCode(), System.nanoTime() - began);
    return outcome;
  }

  private static DaprError refused(ErrorCode code, String id, RuntimeException cause) {
    return new DaprError(
        code, "failed to invoke, id: " + id + ", err: " + cause.getMessage(), cause, List.of());
  }
}
