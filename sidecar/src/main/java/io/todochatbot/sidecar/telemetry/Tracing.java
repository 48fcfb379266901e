package io.todochatbot.sidecar.telemetry;

import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Begins the span of each call after W3C Trace Context. */
public final class Tracing {
  private final double samplingRate;

  /**
   * Traces the given share of the calls that come without a trace context of their own.
   *
   * @param samplingRate from 0 to 1, as {@code spec.tracing.samplingRate}
   */
  public Tracing(double samplingRate) {
    this.samplingRate = samplingRate;
  }

  /** The span of a call with these headers: a child of the caller's, or the root of a new trace. */
  public Trace start(Headers headers) {
    Optional<String> baggage = headers.first("baggage");
    Optional<Trace> continued =
        headers
            .first("traceparent")
            .flatMap(parent -> Trace.continuing(parent, headers.first("tracestate"), baggage));
    if (continued.isPresent()) {
      return continued.get();
    }
    boolean sampled =
        samplingRate > 0
            && (samplingRate >= 1 || ThreadLocalRandom.current().nextDouble() < samplingRate);
    Trace fresh = Trace.fresh(sampled);
    return baggage.isEmpty()
        ? fresh
        : new Trace(fresh.traceId(), fresh.spanId(), sampled, Optional.empty(), baggage, false);
  }
}
