package io.todochatbot.sidecar.resiliency;

/** The one policy in effect for a call: its time limit, retries and circuit breaker. */
public interface Policy {
  /** One attempt, as it is. */
  Policy NONE =
      new Policy() {
        @Override
        public <R> R run(Attempt<R> attempt) {
          return attempt.make();
        }
      };

  /**
   * Makes attempts until one succeeds or there are to be no more of them.
   *
   * @return what the last attempt returned
   * @throws Stopped if the policy itself ended it: too slow, or a circuit breaker is open
   * @throws RuntimeException what the last attempt threw
   */
  <R> R run(Attempt<R> attempt);

  /** Whether there may be more than one attempt. */
  default boolean retries() {
    return false;
  }
}
