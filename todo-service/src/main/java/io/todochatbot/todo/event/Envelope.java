package io.todochatbot.todo.event;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event with what every consumer needs to know about it.
 *
 * @param eventId a UUIDv7; a consumer that saw it before ignores the event. For an event published
 *     by hand it is the CloudEvent's id.
 * @param timestamp when it happened
 * @param userId whose it is; empty if nobody said
 * @param correlationId what ties it to other events of the same request
 * @param event what happened
 */
public record Envelope(
    String eventId, Instant timestamp, String userId, String correlationId, TodoEvent event) {

  /** A new event of this moment, to the millisecond, with an id of its own. */
  public static Envelope of(TodoEvent event, String userId, String correlationId, Clock clock) {
    return new Envelope(
        UuidCreator.getTimeOrderedEpoch().toString(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        userId,
        correlationId,
        event);
  }
}
