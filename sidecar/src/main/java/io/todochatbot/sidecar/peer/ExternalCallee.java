package io.todochatbot.sidecar.peer;

import io.grpc.Status.Code;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.HttpEndpoints;

/** A service outside Dapr as the one who is called. */
public final class ExternalCallee {
  private final HttpEndpoints apps;

  /** Calls go to {@code apps}. */
  public ExternalCallee(HttpEndpoints apps) {
    this.apps = apps;
  }

  /** Whether {@code target} is a service outside Dapr: a URL or the name of an HTTPEndpoint. */
  public boolean knows(String target) {
    return apps.knows(target);
  }

  /**
   * Makes the call.
   *
   * @throws CallFailure if it is not one over HTTP
   * @throws io.todochatbot.sidecar.app.AppUnreachable if the service can't be reached
   */
  public Outcome call(String target, Invocation invocation) {
    Invocation.Http http =
        invocation
            .http()
            .filter(h -> h.verb() != Verb.NONE && h.verb() != Verb.CONNECT)
            .orElseThrow(() -> new CallFailure(Code.INVALID_ARGUMENT, "invalid HTTP verb"));
    return AppCallee.outcome(
        apps.send(
            target,
            new AppRequest(
                http.verb().name(),
                MethodName.encode(invocation.method()),
                http.query(),
                invocation.metadata().toHttp(),
                AppCallee.body(invocation),
                invocation.trace())));
  }
}
