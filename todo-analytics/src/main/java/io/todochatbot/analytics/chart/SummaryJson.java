package io.todochatbot.analytics.chart;

import io.todochatbot.analytics.count.Summary;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * The answer of {@code GET /api/analytics}.
 *
 * @param total all events
 * @param byType sums by event type
 * @param byTopic sums by topic
 * @param perDay the days that had events, oldest first
 */
record SummaryJson(
    long total, SortedMap<String, Long> byType, SortedMap<String, Long> byTopic, List<Day> perDay) {

  static SummaryJson of(Summary summary) {
    return new SummaryJson(
        summary.total(),
        summary.byType(),
        summary.byTopic(),
        summary.perDay().entrySet().stream()
            .map(
                entry ->
                    new Day(
                        entry.getKey(),
                        entry.getValue().values().stream().mapToLong(n -> n).sum(),
                        entry.getValue()))
            .toList());
  }

  /** The sums of one day. */
  record Day(LocalDate day, long total, SortedMap<String, Long> byType) {}
}
