package io.todochatbot.analytics.count;

import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.event.Topic;
import io.todochatbot.todo.web.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Counts what is delivered. Acknowledges an event only when its count is on disk; if that fails the
 * exception asks for another delivery.
 */
public final class CountingSubscriber {
  private static final String NAMELESS = "OTHER";
  private static final int LONGEST_TYPE = 80;

  private final Counters counters;
  private final Clock clock;

  /** Counts into {@code counters}, by the days of the clock's time zone. */
  public CountingSubscriber(Counters counters, Clock clock) {
    this.counters = counters;
    this.clock = clock;
  }

  /** Counts one event of a topic, once however often it comes. */
  public Topics.Outcome count(Topic topic, Envelope event) {
    counters.count(new Occurrence(event.eventId(), topic.title(), type(event.event()), day(event)));
    return Topics.Outcome.SUCCESS;
  }

  // Without a default: a new event does not compile until someone says how it is counted.
  private static String type(TodoEvent event) {
    return switch (event) {
      case TodoEvent.TaskCreated e -> e.type();
      case TodoEvent.TaskUpdated e -> e.type();
      case TodoEvent.TaskCompleted e -> e.type();
      case TodoEvent.TaskDeleted e -> e.type();
      case TodoEvent.MessageSent e -> e.type();
      case TodoEvent.ConversationCreated e -> e.type();
      case TodoEvent.UserCreated e -> e.type();
      case TodoEvent.UserLogin e -> e.type();
      case TodoEvent.Other e -> foreign(e.type().strip());
    };
  }

  private static String foreign(String type) {
    if (type.isEmpty()) {
      return NAMELESS;
    }
    return type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE);
  }

  private LocalDate day(Envelope event) {
    // The envelope's reader gives the epoch to an event that says no time of its own.
    Instant when = event.timestamp().equals(Instant.EPOCH) ? clock.instant() : event.timestamp();
    return LocalDate.ofInstant(when, clock.getZone());
  }
}
