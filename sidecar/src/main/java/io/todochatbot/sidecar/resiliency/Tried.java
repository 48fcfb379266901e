package io.todochatbot.sidecar.resiliency;

/** An attempt that was made. */
sealed interface Tried<R> {
  Judgement judgement();

  /** What the attempt returned; throws what it threw. */
  R get();

  /** Lets go of it. */
  void discard();

  /** Makes an attempt. */
  static <R> Tried<R> of(Attempt<R> attempt) {
    try {
      R result = attempt.make();
      return new Returned<>(result, attempt, attempt.judge(result));
    } catch (Stopped e) {
      boolean failure = e.reason() != Stopped.Reason.INTERRUPTED;
      return new Threw<>(
          e, e.again() ? Judgement.FAILED : failure ? Judgement.FINAL : Judgement.DONE);
    } catch (RuntimeException e) {
      return new Threw<>(e, attempt.judge(e));
    }
  }

  /** It came to an end. */
  record Returned<R>(R result, Attempt<R> attempt, Judgement judgement) implements Tried<R> {
    @Override
    public R get() {
      return result;
    }

    @Override
    public void discard() {
      attempt.discard(result);
    }
  }

  /** It failed. */
  record Threw<R>(RuntimeException failure, Judgement judgement) implements Tried<R> {
    @Override
    public R get() {
      throw failure;
    }

    @Override
    public void discard() {}
  }
}
