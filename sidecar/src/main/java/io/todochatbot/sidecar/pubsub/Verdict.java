package io.todochatbot.sidecar.pubsub;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an attempt to deliver came to.
 *
 * @param cause what the application or the network said, for a retry that has a reason
 * @param error the whole story of a retry, in daprd's words; empty otherwise
 * @param code the HTTP or gRPC status behind a retry, which policies may look at
 */
public record Verdict(Kind kind, Optional<String> cause, String error, OptionalInt code) {
  /** The kinds. */
  public enum Kind {
    /** The application took the event. */
    SUCCESS,
    /** The application will never take it. */
    DROP,
    /** The event is to be delivered again. */
    RETRY
  }

  private static final int NOT_FOUND = 404;
  private static final String RETRIABLE = "retriable error occurred";

  /** The application took the event. */
  public static final Verdict SUCCESS =
      new Verdict(Kind.SUCCESS, Optional.empty(), "", OptionalInt.empty());

  /** The application will never take the event. */
  public static final Verdict DROP =
      new Verdict(Kind.DROP, Optional.empty(), "", OptionalInt.empty());

  /** There is nothing at the event's path in the application. */
  static final Verdict NOWHERE =
      new Verdict(Kind.DROP, Optional.empty(), "", OptionalInt.of(NOT_FOUND));

  /** The application asked for another delivery: {@code story} and nothing else is known. */
  static Verdict asked(String story) {
    return new Verdict(Kind.RETRY, Optional.empty(), story + ": " + RETRIABLE, OptionalInt.empty());
  }

  /** The application answered something that Dapr does not know. */
  static Verdict unknown(Object eventId, String status) {
    return new Verdict(
        Kind.RETRY,
        Optional.empty(),
        "unknown status returned from app while processing pub/sub event "
            + eventId
            + ", status: "
            + status
            + ", err: "
            + RETRIABLE,
        OptionalInt.empty());
  }

  /** The verdict as metrics name it. */
  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** What the answer was, as metrics name it: one that asks to drop the event is a success. */
  String answered() {
    return kind == Kind.DROP && code.isEmpty()
        ? Kind.SUCCESS.name().toLowerCase(Locale.ROOT)
        : word();
  }

  /**
   * The delivery failed.
   *
   * @param story what was being done; empty if {@code cause} says it all
   */
  static Verdict failed(String story, String cause, OptionalInt code) {
    String error = RETRIABLE + ": " + cause;
    return new Verdict(
        Kind.RETRY, Optional.of(cause), story.isEmpty() ? error : story + ": " + error, code);
  }
}
