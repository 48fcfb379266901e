package io.todochatbot.sidecar.resiliency;

import java.util.Optional;

/** A policy of which something is in effect. Time limit and breaker are about each attempt. */
record Effective(
    Optional<TimeLimit> timeLimit, Optional<Breaker> breaker, Optional<Retrying> retrying)
    implements Policy {
  @Override
  public <R> R run(Attempt<R> attempt) {
    Attempt<R> limited = timeLimit.isPresent() ? new Limited<>(attempt, timeLimit.get()) : attempt;
    return retrying.isPresent()
        ? retrying.get().run(() -> once(limited)).get()
        : once(limited).get();
  }

  @Override
  public boolean retries() {
    return retrying.isPresent();
  }

  private <R> Tried<R> once(Attempt<R> attempt) {
    return breaker.isPresent() ? breaker.get().run(attempt) : Tried.of(attempt);
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
