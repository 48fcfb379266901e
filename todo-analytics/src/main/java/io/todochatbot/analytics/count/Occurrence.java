package io.todochatbot.analytics.count;

import java.time.LocalDate;

/**
 * One thing that happened, reduced to what is counted.
 *
 * @param eventId what tells a redelivery from a new event; never counted twice
 * @param topic the pub/sub topic it came on
 * @param eventType for example {@code TASK_CREATED}; whatever the sender wrote, for events we don't
 *     know
 * @param day the day it is counted for, in the time zone of the service
 */
public record Occurrence(String eventId, String topic, String eventType, LocalDate day) {}
