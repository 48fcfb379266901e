package io.todochatbot.sidecar.resiliency;

import io.todochatbot.sidecar.expression.Expression;
import java.util.Map;
import java.util.function.Consumer;

/** Tells after a failure whether a circuit breaker opens. */
@FunctionalInterface
interface Trip {
  /** More than five failures in a row. */
  Trip BUILT_IN = counts -> counts.consecutiveFailures() > 5;

  boolean trips(Counts counts);

  /**
   * Reads a trip.
   *
   * @param text in CEL; empty for {@link #BUILT_IN}
   * @param malformed told if it is none; such a trip never opens the breaker
   */
  static Trip of(String text, Consumer<Expression.Malformed> malformed) {
    return text.isBlank() ? BUILT_IN : new CelTrip(text, malformed).checkedLater();
  }

  /** What happened since the breaker was closed, or since its interval began. */
  record Counts(
      long requests,
      long totalSuccesses,
      long totalFailures,
      long consecutiveSuccesses,
      long consecutiveFailures) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts begun() {
      return new Counts(
          requests + 1, totalSuccesses, totalFailures, consecutiveSuccesses, consecutiveFailures);
    }

    Counts succeeded() {
      return new Counts(requests, totalSuccesses + 1, totalFailures, consecutiveSuccesses + 1, 0);
    }

    Counts failed() {
      return new Counts(requests, totalSuccesses, totalFailures + 1, 0, consecutiveFailures + 1);
    }

    Map<String, Long> values() {
      return Map.of(
          "requests", requests,
          "totalSuccesses", totalSuccesses,
          "totalFailures", totalFailures,
          "consecutiveSuccesses", consecutiveSuccesses,
          "consecutiveFailures", consecutiveFailures);
    }
  }
}
