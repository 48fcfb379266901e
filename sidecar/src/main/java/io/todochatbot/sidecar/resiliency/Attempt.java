package io.todochatbot.sidecar.resiliency;

/**
 * Something that a policy lets happen, perhaps several times.
 *
 * @param <R> what comes of it
 */
@FunctionalInterface
public interface Attempt<R> {
  /** Makes an attempt. */
  R make();

  /** Judges what an attempt returned. */
  default Judgement judge(R result) {
    return Judgement.DONE;
  }

  /** Judges what an attempt threw. */
  default Judgement judge(RuntimeException failure) {
    return Judgement.FAILED;
  }

  /**
   * Lets go of a result that nobody will see, since another attempt is made or it came too late.
   */
  default void discard(R result) {}
}
