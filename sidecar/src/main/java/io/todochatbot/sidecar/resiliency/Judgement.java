package io.todochatbot.sidecar.resiliency;

import java.util.OptionalInt;

/**
 * What came of an attempt.
 *
 * @param failure whether circuit breakers count it as a failure
 * @param again whether another attempt may help
 * @param code the HTTP or gRPC status of a failure, which policies may look at; HTTP's are those
 *     from 100 on
 */
public record Judgement(boolean failure, boolean again, OptionalInt code) {
  /** All is well. */
  public static final Judgement DONE = new Judgement(false, false, OptionalInt.empty());

  /** A failure that another attempt may mend. */
  public static final Judgement FAILED = new Judgement(true, true, OptionalInt.empty());

  /** A failure that stays. */
  public static final Judgement FINAL = new Judgement(true, false, OptionalInt.empty());

  /** A failure with a status, on which it depends whether there is another attempt. */
  public static Judgement failed(int code) {
    return new Judgement(true, true, OptionalInt.of(code));
  }

  /** The same, without another attempt. */
  public Judgement last() {
    return new Judgement(failure, false, code);
  }
}
