package io.todochatbot.sidecar.peer;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import java.util.Optional;

/**
 * A call to an application, whatever wires it comes and goes over.
 *
 * @param method what is called; over HTTP the path, decoded and without leading slash
 * @param http what only HTTP knows; absent in a call between gRPC applications
 * @param metadata the caller's headers
 * @param typeUrl the protobuf type of the body, if it is one
 * @param body the body
 * @param trace the span on whose behalf the call is made
 */
public record Invocation(
    String method,
    Optional<Http> http,
    Metadata metadata,
    Optional<String> typeUrl,
    Body body,
    Trace trace) {
  /** The verb and what follows the {@code ?}. */
  public record Http(Verb verb, String query) {}

  /** The same call of another method. */
  public Invocation ofMethod(String other) {
    return new Invocation(other, http, metadata, typeUrl, body, trace);
  }

  /** The same call with other headers. */
  public Invocation with(Metadata other) {
    return new Invocation(method, http, other, typeUrl, body, trace);
  }

  /** The same call with another body. */
  public Invocation with(Body other) {
    return new Invocation(method, http, metadata, typeUrl, other, trace);
  }
}
