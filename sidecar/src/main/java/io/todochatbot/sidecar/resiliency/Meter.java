package io.todochatbot.sidecar.resiliency;

import io.todochatbot.sidecar.metrics.ResiliencyMetrics;

/** Takes note of what the policy for one target does. */
record Meter(ResiliencyMetrics metrics, ResiliencyMetrics.About about) {
  /** A call passes that part of the policy. */
  void applied(ResiliencyMetrics.Part part) {
    metrics.applied(about, part);
  }

  /** A call comes to the circuit breaker, which is in that state. */
  void applied(String state) {
    metrics.applied(about, state);
  }

  /** That part of the policy steps in. */
  void activated(ResiliencyMetrics.Part part) {
    metrics.activated(about, part);
  }

  /** The circuit breaker has changed to that state. */
  void activated(String state) {
    metrics.activated(about, state);
  }
}
