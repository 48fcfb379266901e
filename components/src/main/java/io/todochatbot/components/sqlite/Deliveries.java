package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one consumer takes in hand and gives back. */
final class Deliveries {
  /** How many messages may wait in the table for another consumer to be done with their key. */
  private static final int MOST_WAITING = 1_000;

  private final SqliteFile file;
  private final Consumers consumers;
  private final Consumer consumer;
  private final InstantSource clock;
  private final System.Logger log;

  Deliveries(
      SqliteFile file,
      Consumers consumers,
      Consumer consumer,
      InstantSource clock,
      System.Logger log) {
    this.file = file;
    this.consumers = consumers;
    this.consumer = consumer;
    this.clock = clock;
    this.log = log;
  }

  /**
   * A message in hand.
   *
   * @param key its partition key; empty for none
   * @param attempts how often it was to be retried already
   */
  record Delivery(long id, Optional<String> key, int attempts, Message message) {}

  /** A row of the table, or of a message that isn't in it yet. */
  private record Row(
      long id, @Nullable String key, int attempts, @Nullable String at, @Nullable String owner) {}

  String topic() {
    return consumer.topic();
  }

  /** Whether {@link #take} might find something. */
  boolean any() {
    return file.read(
        statements ->
            !statements
                .query(
                    "SELECT 1 FROM messages WHERE topic = ?1 AND id >"
                        + " (SELECT last_id FROM consumer_groups WHERE topic = ?1 AND name = ?2)"
                        + " UNION ALL SELECT 1 FROM deliveries WHERE topic = ?1 AND group_name = ?2"
                        + " AND consumer IS NULL LIMIT 1",
                    row -> row.getInt(1),
                    consumer.topic(),
                    consumer.group())
                .isEmpty());
  }

  /** Takes at most {@code most} messages in hand, the oldest first. */
  List<Delivery> take(int most) {
    return file.writeRelaxed(statements -> take(statements, most));
  }

  /** Notes that a message is done with. */
  void done(Delivery delivery) {
    later(
        "DELETE FROM deliveries"
            + " WHERE topic = ? AND group_name = ? AND message_id = ? AND consumer = ?",
        consumer.topic(),
        consumer.group(),
        delivery.id(),
        consumer.id());
  }

  /** Notes that a message, still in hand, is to be retried. */
  void retry(Delivery delivery, Duration pause) {
    later(
        "UPDATE deliveries SET attempts = ?, due_at = ?"
            + " WHERE topic = ? AND group_name = ? AND message_id = ? AND consumer = ?",
        delivery.attempts() + 1,
        PubSubTables.time(clock.instant().plus(pause)),
        consumer.topic(),
        consumer.group(),
        delivery.id(),
        consumer.id());
  }

  private void later(String sql, Object... values) {
    var _ =
        file.writeLater(statements -> statements.update(sql, values))
            .whenComplete(
                (rows, failure) -> {
                  if (failure != null) {
                    log.log(
                        System.Logger.Level.WARNING,
                        "what became of a message of "
                            + topic()
                            + " could not be noted; it will be delivered again",
                        failure);
                  }
                });
  }

  /** Gives back all that is in hand and ends. */
  void release() {
    file.writeRelaxed(statements -> consumers.remove(statements, consumer.id()));
  }

  private List<Delivery> take(Statements statements, int most) throws SQLException {
    String now = PubSubTables.time(clock.instant());
    List<Row> waiting = waiting(statements);
    List<Row> taken = new ArrayList<>();
    Set<String> blocked = new HashSet<>();
    for (Row row : waiting) {
      boolean free = row.owner() == null && (row.at() == null || row.at().compareTo(now) <= 0);
      if (free && taken.size() < most && !isBlocked(row, blocked)) {
        own(statements, row);
        taken.add(row);
      } else if (row.key() != null && !consumer.id().equals(row.owner())) {
        blocked.add(row.key());
      }
    }
    if (taken.size() < most && waiting.size() < MOST_WAITING) {
      takeNew(statements, most, blocked, taken, now);
    }
    return load(statements, taken, now);
  }

  private List<Row> waiting(Statements statements) throws SQLException {
    return statements.query(
        "SELECT message_id, partition_key, attempts, due_at, consumer FROM deliveries"
            + " WHERE topic = ? AND group_name = ? ORDER BY message_id LIMIT ?",
        Deliveries::row,
        consumer.topic(),
        consumer.group(),
        2 * MOST_WAITING);
  }

  /** Moves messages that are new to the group into the table, those of blocked keys for later. */
  private void takeNew(
      Statements statements, int most, Set<String> blocked, List<Row> taken, String now)
      throws SQLException {
    long last = lastId(statements);
    int left = MOST_WAITING;
    List<Row> fresh = fresh(statements, last, Math.min(left, most - taken.size()));
    while (!fresh.isEmpty()) {
      for (Row row : fresh) {
        boolean expired = row.at() != null && row.at().compareTo(now) <= 0;
        boolean mine = !isBlocked(row, blocked);
        if (!expired) {
          insert(statements, row, mine);
        }
        if (!expired && mine) {
          taken.add(row);
        }
      }
      last = fresh.getLast().id();
      left -= fresh.size();
      fresh = fresh(statements, last, Math.min(left, most - taken.size()));
    }
    statements.update(
        "UPDATE consumer_groups SET last_id = ?1 WHERE topic = ?2 AND name = ?3 AND last_id < ?1",
        last,
        consumer.topic(),
        consumer.group());
  }

  private List<Row> fresh(Statements statements, long last, int most) throws SQLException {
    return most <= 0
        ? List.of()
        : statements.query(
            "SELECT id, partition_key, 0, expires_at, NULL FROM messages"
                + " WHERE topic = ? AND id > ? ORDER BY id LIMIT ?",
            Deliveries::row,
            consumer.topic(),
            last,
            most);
  }

  private long lastId(Statements statements) throws SQLException {
    return statements
        .query(
            "SELECT last_id FROM consumer_groups WHERE topic = ? AND name = ?",
            row -> row.getLong(1),
            consumer.topic(),
            consumer.group())
        .stream()
        .findFirst()
        .orElseThrow(() -> new ComponentException("consumer group " + consumer + " was removed"));
  }

  private void own(Statements statements, Row row) throws SQLException {
    statements.update(
        "UPDATE deliveries SET consumer = ?"
            + " WHERE topic = ? AND group_name = ? AND message_id = ?",
        consumer.id(),
        consumer.topic(),
        consumer.group(),
        row.id());
  }

  private void insert(Statements statements, Row row, boolean mine) throws SQLException {
    statements.update(
        "INSERT INTO deliveries (topic, group_name, message_id, partition_key, consumer)"
            + " VALUES (?, ?, ?, ?, ?)",
        consumer.topic(),
        consumer.group(),
        row.id(),
        row.key(),
        mine ? consumer.id() : null);
  }

  private static List<Delivery> load(Statements statements, List<Row> taken, String now)
      throws SQLException {
    List<Delivery> deliveries = new ArrayList<>();
    for (Row row : taken) {
      Optional<Message> message = MessageSql.find(statements, row.id(), now);
      if (message.isPresent()) {
        Optional<String> key = Optional.ofNullable(row.key());
        deliveries.add(new Delivery(row.id(), key, row.attempts(), message.get()));
      } else {
        statements.update("DELETE FROM deliveries WHERE message_id = ?", row.id());
      }
    }
    return deliveries;
  }

  private static boolean isBlocked(Row row, Set<String> blocked) {
    return row.key() != null && blocked.contains(row.key());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1), row.getString(2), row.getInt(3), row.getString(4), row.getString(5));
  }
}
