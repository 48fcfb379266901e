package io.todochatbot.sidecar.resiliency;

/** A policy ended a call. The messages are daprd's. */
public final class Stopped extends RuntimeException {
  /** Why. */
  public enum Reason {
    /** The attempt took longer than it may. */
    TOO_SLOW("context deadline exceeded"),
    /** The circuit breaker lets nothing pass. */
    OPEN("circuit breaker is open"),
    /** The circuit breaker lets only a few pass, and they are under way. */
    HALF_OPEN("too many requests"),
    /** This thread was interrupted while it waited. */
    INTERRUPTED("context canceled");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  Stopped(Reason reason) {
    super(reason.words, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether another attempt may help. */
  boolean again() {
    return reason == Reason.TOO_SLOW;
  }
}
