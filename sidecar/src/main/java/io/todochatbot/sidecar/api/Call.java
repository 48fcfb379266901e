package io.todochatbot.sidecar.api;

import java.util.Optional;

/**
 * Who asks, how, and under which trace.
 *
 * @param wire how the call came
 * @param headers the request's headers or gRPC metadata
 * @param trace the span that stands for this call
 */
public record Call(Wire wire, Headers headers, Trace trace) {
  /** The header of that name. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }
}
