package io.todochatbot.components.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which subscriptions are under way. Each shows every few seconds that it is; what those had in
 * hand whose process ended, or that weren't seen for long, is set free.
 */
final class Consumers {
  private static final Duration GONE_AFTER = Duration.ofSeconds(15);

  private final InstantSource clock;
  private final ProcessMark process;
  private final Map<String, Consumer> own = new ConcurrentHashMap<>();

  Consumers(InstantSource clock, ProcessMark process) {
    this.clock = clock;
    this.process = process;
  }

  /** One row of the table. */
  private record Seen(String id, ProcessMark process, String at) {}

  /** Adds a subscription, and its group if that is new. */
  Consumer register(Statements statements, String topic, String group, boolean oldest)
      throws SQLException {
    String now = PubSubTables.time(clock.instant());
    String id = UUID.randomUUID().toString();
    statements.update(
        "INSERT INTO consumer_groups (topic, name, last_id, created_at, seen_at) VALUES (?1, ?2,"
            + " CASE ?3 WHEN 1 THEN 0 ELSE (SELECT coalesce(max(id), 0) FROM messages) END, ?4, ?4)"
            + " ON CONFLICT (topic, name) DO UPDATE SET seen_at = excluded.seen_at",
        topic,
        group,
        oldest ? 1 : 0,
        now);
    Consumer consumer = new Consumer(id, topic, group);
    show(statements, consumer, now);
    own.put(id, consumer);
    return consumer;
  }

  /** Shows that this process's subscriptions are under way. */
  int beat(Statements statements) throws SQLException {
    String now = PubSubTables.time(clock.instant());
    for (Consumer consumer : own.values()) {
      show(statements, consumer, now);
      statements.update(
          "UPDATE consumer_groups SET seen_at = ? WHERE topic = ? AND name = ?",
          now,
          consumer.topic(),
          consumer.group());
    }
    return own.size();
  }

  private void show(Statements statements, Consumer consumer, String now) throws SQLException {
    statements.update(
        "INSERT INTO consumers (id, topic, group_name, machine, process, seen_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
        consumer.id(),
        consumer.topic(),
        consumer.group(),
        process.machine(),
        process.process(),
        now);
  }

  /** Sets free what consumers had in hand that are gone; returns how many deliveries that were. */
  int release(Statements statements) throws SQLException {
    int released = 0;
    for (Seen other : seen(statements)) {
      if (!own.containsKey(other.id()) && isGone(other)) {
        released += remove(statements, other.id());
      }
    }
    return released;
  }

  /** Whether there is anything for {@link #release} to do. */
  boolean anyGone(Statements statements) throws SQLException {
    return seen(statements).stream()
        .anyMatch(other -> !own.containsKey(other.id()) && isGone(other));
  }

  /** Ends a subscription and sets free what it had in hand. */
  int remove(Statements statements, String id) throws SQLException {
    own.remove(id);
    statements.update("DELETE FROM consumers WHERE id = ?", id);
    return statements.update(
        "UPDATE deliveries SET consumer = NULL, due_at = NULL WHERE consumer = ?", id);
  }

  private static List<Seen> seen(Statements statements) throws SQLException {
    return statements.query(
        "SELECT id, machine, process, seen_at FROM consumers",
        row ->
            new Seen(
                row.getString(1),
                new ProcessMark(row.getString(2), row.getString(3)),
                row.getString(4)));
  }

  private boolean isGone(Seen other) {
    return switch (process.lifeOf(other.process())) {
      case ALIVE -> false;
      case ENDED -> true;
      case UNKNOWN -> Instant.parse(other.at()).plus(GONE_AFTER).isBefore(clock.instant());
    };
  }
}
