package io.todochatbot.sidecar.resiliency;

import io.todochatbot.sidecar.expression.Expression;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A trip in CEL. It is compiled at the first failure, or a little after the start, whatever comes
 * first: loading CEL would hold up the start, and failures are rare.
 */
final class CelTrip implements Trip {
  private static final long CHECKED_AFTER_SECONDS = 5;

  private final String text;
  private final Consumer<Expression.Malformed> malformed;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean compiled;
  private Optional<Expression> expression = Optional.empty();

  CelTrip(String text, Consumer<Expression.Malformed> malformed) {
    this.text = text;
    this.malformed = malformed;
  }

  /** The same; if it is malformed that is told soon, even if nothing fails. */
  CelTrip checkedLater() {
    CompletableFuture.delayedExecutor(
            CHECKED_AFTER_SECONDS, TimeUnit.SECONDS, Thread::startVirtualThread)
        .execute(this::expression);
    return this;
  }

  @Override
  public boolean trips(Counts counts) {
    try {
      return expression().map(e -> e.evaluate(counts.values())).orElse(false)
              instanceof Boolean opens
          && opens;
    } catch (Expression.Malformed ignored) {
      // as daprd: what can't be told keeps the breaker closed
      return false;
    }
  }

  private Optional<Expression> expression() {
    lock.lock();
    try {
      if (!compiled) {
        compiled = true;
        expression = Optional.of(Expression.compile(text));
      }
    } catch (Expression.Malformed e) {
      malformed.accept(e);
    } finally {
      lock.unlock();
    }
    return expression;
  }
}
