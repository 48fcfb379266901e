package io.todochatbot.backend.task;

/** A change of a task that is not possible; nothing was changed. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** What was said can't be a task. */
    BAD_VALUE,
    /** There is no such task. */
    NOT_FOUND
  }

  Refusal(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
