package io.todochatbot.analytics.count;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything counted up to one moment.
 *
 * @param counts the single counts, by day
 */
public record Summary(List<DailyCount> counts) {
  public Summary {
    counts = List.copyOf(counts);
  }

  /** All events together. */
  public long total() {
    return counts.stream().mapToLong(DailyCount::events).sum();
  }

  /** Events of one type on all days. */
  public long total(String eventType) {
    return byType().getOrDefault(eventType, 0L);
  }

  /** Events of one type on one day. */
  public long on(LocalDate day, String eventType) {
    return counts.stream()
        .filter(count -> count.day().equals(day) && count.eventType().equals(eventType))
        .mapToLong(DailyCount::events)
        .sum();
  }

  /** Sums by event type, in the order of their names. */
  public SortedMap<String, Long> byType() {
    return sum(DailyCount::eventType);
  }

  /** Sums by topic, in the order of their names. */
  public SortedMap<String, Long> byTopic() {
    return sum(DailyCount::topic);
  }

  /** For each day with events, oldest first, the sums by event type. */
  public SortedMap<LocalDate, SortedMap<String, Long>> perDay() {
    SortedMap<LocalDate, SortedMap<String, Long>> days = new TreeMap<>();
    for (DailyCount count : counts) {
      days.computeIfAbsent(count.day(), day -> new TreeMap<>())
          .merge(count.eventType(), count.events(), Long::sum);
    }
    return days;
  }

  private SortedMap<String, Long> sum(Function<DailyCount, String> key) {
    SortedMap<String, Long> sums = new TreeMap<>();
    counts.forEach(count -> sums.merge(key.apply(count), count.events(), Long::sum));
    return sums;
  }
}
