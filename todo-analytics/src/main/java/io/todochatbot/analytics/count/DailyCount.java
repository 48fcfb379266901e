package io.todochatbot.analytics.count;

import java.time.LocalDate;

/** How many events of one type came on one topic for one day. */
public record DailyCount(LocalDate day, String eventType, String topic, long events) {}
