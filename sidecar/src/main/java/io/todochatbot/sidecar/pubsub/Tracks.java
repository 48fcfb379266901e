package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.Trace;
import java.util.Optional;

/** The trace that an event carries, as its delivery goes on with it. */
final class Tracks {
  /** What daprd sends for an event that nobody traces. */
  private static final Trace UNTRACED =
      new Trace("0".repeat(32), "0".repeat(16), 0, Optional.empty(), Optional.empty(), false);

  private Tracks() {}

  /**
   * A child of the event's span; {@link Trace#NONE} for an event without trace fields.
   *
   * @param passed whether it is the event's span itself, since the sidecar makes none
   */
  static Trace of(JsonNode event, boolean passed) {
    JsonNode parent =
        event.hasNonNull("traceparent") ? event.get("traceparent") : event.get("traceid");
    if (parent == null || !parent.isTextual()) {
      return Trace.NONE;
    }
    Optional<Trace> track =
        passed
            ? Trace.passed(parent.textValue(), Optional.empty(), Optional.empty())
            : Trace.continuing(parent.textValue(), Optional.empty(), Optional.empty());
    return track.orElse(UNTRACED);
  }
}
