package io.todochatbot.sidecar.resiliency;

import io.todochatbot.sidecar.expression.Expression;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Tells after a failure whether a circuit breaker opens. */
@FunctionalInterface
interface Trip {
  /** More than five failures in a row. */
  Trip BUILT_IN = counts -> counts.consecutiveFailures() > 5;

  boolean trips(Counts counts);

  /**
   * Reads a trip. An expression is compiled beside the start, which it would hold up otherwise.
   *
   * @param text in CEL; empty for {@link #BUILT_IN}
   * @param malformed told if it is none; such a trip never opens the breaker
   */
  static Trip of(String text, Consumer<Expression.Malformed> malformed) {
    if (text.isBlank()) {
      return BUILT_IN;
    }
    CompletableFuture<Expression> compiled =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Expression.compile(text);
              } catch (Expression.Malformed e) {
                malformed.accept(e);
                throw e;
              }
            },
            Thread::startVirtualThread);
    return counts -> {
      try {
        return compiled.join().evaluate(counts.values()) instanceof Boolean opens && opens;
      } catch (CompletionException | Expression.Malformed ignored) {
        // as daprd: what can't be told keeps the breaker closed
        return false;
      }
    };
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

    private Map<String, Long> values() {
      return Map.of(
          "requests", requests,
          "totalSuccesses", totalSuccesses,
          "totalFailures", totalFailures,
          "consecutiveSuccesses", consecutiveSuccesses,
          "consecutiveFailures", consecutiveFailures);
    }
  }
}
