package io.todochatbot.sidecar.telemetry;

import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Begins the span of each call after W3C Trace Context. */
public final class Tracing {
  private final double samplingRate;
  private final boolean records;

  /**
   * Traces the given share of the calls that come without a trace context of their own.
   *
   * @param samplingRate from 0 to 1, as {@code spec.tracing.samplingRate}
   */
  public Tracing(double samplingRate) {
    this(samplingRate, true);
  }

  /**
   * Traces the given share of the calls that come without a trace context of their own.
   *
   * @param samplingRate from 0 to 1
   * @param records whether the sidecar makes spans at all: daprd passes on what it was given as it
   *     is while no sampling rate is configured
   */
  public Tracing(double samplingRate, boolean records) {
    this.samplingRate = samplingRate;
    this.records = records;
  }

  /** The span of a call with these headers: a child of the caller's, or the root of a new trace. */
  public Trace start(Headers headers) {
    Optional<String> baggage = headers.first("baggage");
    Optional<Trace> continued =
        headers
            .first("traceparent")
            .flatMap(
                parent ->
                    records
                        ? Trace.continuing(parent, headers.first("tracestate"), baggage)
                        : Trace.passed(parent, headers.first("tracestate"), baggage));
    if (continued.isPresent()) {
      return continued.get();
    }
    boolean sampled =
        samplingRate > 0
            && (samplingRate >= 1 || ThreadLocalRandom.current().nextDouble() < samplingRate);
    Trace fresh = Trace.fresh(sampled);
    return baggage.isEmpty()
        ? fresh
        : new Trace(
            fresh.traceId(), fresh.spanId(), fresh.flags(), Optional.empty(), baggage, false);
  }
}
