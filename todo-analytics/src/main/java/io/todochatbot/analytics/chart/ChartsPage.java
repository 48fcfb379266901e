package io.todochatbot.analytics.chart;

import io.todochatbot.analytics.count.Summary;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the page shows.
 *
 * @param version changes whenever the page would look different
 * @param total all events
 * @param created tasks created
 * @param completed tasks completed
 * @param messages chat messages
 * @param perDay created and completed per day
 * @param byType all event types, the most frequent first
 */
public record ChartsPage(
    String version,
    long total,
    long created,
    long completed,
    long messages,
    DayChart perDay,
    List<TypeBar> byType) {
  private static final int FULL = 100;

  public ChartsPage {
    byType = List.copyOf(byType);
  }

  /** The page of these sums as it looks {@code today}. */
  public static ChartsPage of(Summary summary, LocalDate today) {
    long highest = summary.byType().values().stream().mapToLong(n -> n).max().orElse(1);
    return new ChartsPage(
        today + "." + summary.total(),
        summary.total(),
        summary.total("TASK_CREATED"),
        summary.total("TASK_COMPLETED"),
        summary.total("MESSAGE_SENT"),
        DayChart.of(summary, today),
        summary.byType().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                entry ->
                    new TypeBar(
                        words(entry.getKey()),
                        entry.getKey(),
                        entry.getValue(),
                        (int) Math.max(1, entry.getValue() * FULL / highest)))
            .toList());
  }

  /** Whether nothing was counted yet. */
  public boolean isEmpty() {
    return total == 0;
  }

  private static String words(String eventType) {
    String words = eventType.replace('_', ' ').toLowerCase(Locale.ROOT).strip();
    return words.isEmpty()
        ? eventType
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /**
   * How often one type was counted.
   *
   * @param label the type in words
   * @param eventType the type as it stands in the events
   * @param count how often
   * @param percent of the most frequent type's count, at least 1
   */
  public record TypeBar(String label, String eventType, long count, int percent) {}
}
