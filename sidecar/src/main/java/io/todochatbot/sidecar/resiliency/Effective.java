package io.todochatbot.sidecar.resiliency;

import io.todochatbot.sidecar.metrics.ResiliencyMetrics.Part;
import java.util.Optional;

/** A policy of which something is in effect. Time limit and breaker are about each attempt. */
record Effective(
    Optional<TimeLimit> timeLimit,
    Optional<Breaker> breaker,
    Optional<Retrying> retrying,
    Meter meter)
    implements Policy {
  @Override
  public <R> R run(Attempt<R> attempt) {
    count();
    Attempt<R> limited = timeLimit.isPresent() ? new Limited<>(attempt, timeLimit.get()) : attempt;
    return retrying.isPresent()
        ? retrying.get().run(() -> once(limited)).get()
        : once(limited).get();
  }

  @Override
  public boolean retries() {
    return retrying.isPresent();
  }

  private void count() {
    if (timeLimit.isPresent()) {
      meter.applied(Part.TIMEOUT);
    }
    if (retrying.isPresent()) {
      meter.applied(Part.RETRY);
    }
    if (breaker.isPresent()) {
      meter.applied(breaker.get().state());
    }
  }

  private <R> Tried<R> once(Attempt<R> attempt) {
    if (breaker.isEmpty()) {
      return Tried.of(attempt);
    }
    String before = breaker.get().state();
    Tried<R> tried = breaker.get().run(attempt);
    String after = breaker.get().state();
    if (!after.equals(before)) {
      meter.activated(after);
    }
    return tried;
  }

  private record Limited<R>(Attempt<R> attempt, TimeLimit limit) implements Attempt<R> {
    @Override
    public R make() {
      return limit.run(attempt);
    }

    @Override
    public Judgement judge(R result) {
      return attempt.judge(result);
    }

    @Override
    public Judgement judge(RuntimeException failure) {
      return attempt.judge(failure);
    }

    @Override
    public void discard(R result) {
      attempt.discard(result);
    }
  }
}
