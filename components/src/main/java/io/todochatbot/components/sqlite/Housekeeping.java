package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Keeps the tables of {@code pubsub.sqlite} in order while the component is open. */
final class Housekeeping implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final int BEATS_PER_CLEANING = 20;
  private static final int MOST_REMOVED = 1_000;

  private final SqliteFile file;
  private final Consumers consumers;
  private final SqlitePubSub.Settings settings;
  private final InstantSource clock;
  private final System.Logger log;
  private final Runnable onReleased;
  private final Thread thread;

  Housekeeping(
      SqliteFile file,
      Consumers consumers,
      SqlitePubSub.Settings settings,
      InstantSource clock,
      System.Logger log,
      Runnable onReleased) {
    this.file = file;
    this.consumers = consumers;
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.onReleased = onReleased;
    releaseGone();
    this.thread = Thread.ofVirtual().name("sqlite-housekeeping").start(this::keep);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void keep() {
    try {
      for (int beat = 1; ; beat++) {
        Thread.sleep(BEAT);
        keepOnce(beat % BEATS_PER_CLEANING == 0);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepOnce(boolean clean) {
    try {
      file.writeRelaxed(consumers::beat);
      releaseGone();
      if (clean) {
        clean();
      }
    } catch (ComponentException e) {
      log.log(System.Logger.Level.WARNING, "housekeeping failed; trying again", e);
    }
  }

  private void releaseGone() {
    if (file.read(consumers::anyGone)) {
      int released = file.writeRelaxed(consumers::release);
      log.log(
          System.Logger.Level.INFO,
          "{0} messages of consumers that are gone are delivered again",
          released);
      onReleased.run();
    }
  }

  /** Removes what nobody needs any more. */
  void clean() {
    Instant now = clock.instant();
    String abandoned = PubSubTables.time(now.minus(settings.abandonedAfter()));
    file.writeRelaxed(statements -> forgetGroups(statements, abandoned));
    file.writeRelaxed(Housekeeping::forgetHandledDeadLetters);
    String old = PubSubTables.time(now.minus(settings.retention()));
    int removed = MOST_REMOVED;
    while (removed == MOST_REMOVED) {
      removed = file.writeRelaxed(statements -> removeMessages(statements, old));
    }
  }

  private int forgetGroups(Statements statements, String before) throws SQLException {
    List<String> groups =
        statements.query(
            "DELETE FROM consumer_groups WHERE seen_at < ? AND NOT EXISTS"
                + " (SELECT 1 FROM consumers"
                + " WHERE consumers.topic = consumer_groups.topic"
                + " AND consumers.group_name = consumer_groups.name)"
                + " RETURNING name || ' of ' || topic",
            row -> row.getString(1),
            before);
    if (!groups.isEmpty()) {
      log.log(
          System.Logger.Level.WARNING,
          "consumer groups nobody consumes are forgotten: {0}",
          groups);
      statements.update(
          "DELETE FROM deliveries WHERE NOT EXISTS"
              + " (SELECT 1 FROM consumer_groups"
              + " WHERE consumer_groups.topic = deliveries.topic"
              + " AND consumer_groups.name = deliveries.group_name)");
    }
    return groups.size();
  }

  /** Those that a consumer group has handled go the way of other messages. */
  private static int forgetHandledDeadLetters(Statements statements) throws SQLException {
    return statements.update(
        "DELETE FROM dead_letters WHERE message_id IN"
            + " (SELECT m.id FROM dead_letters JOIN messages AS m ON m.id = message_id"
            + " JOIN consumer_groups AS g ON g.topic = m.topic AND g.last_id >= m.id"
            + " WHERE NOT EXISTS (SELECT 1 FROM deliveries AS x"
            + " WHERE x.topic = g.topic AND x.group_name = g.name AND x.message_id = m.id))");
  }

  /** Looks at no message after the first that is too young, however many there are. */
  private static int removeMessages(Statements statements, String before) throws SQLException {
    return statements.update(
        "DELETE FROM messages WHERE id IN (SELECT id FROM messages AS m"
            + " WHERE id < coalesce((SELECT id FROM messages WHERE published_at >= ?1"
            + " ORDER BY id LIMIT 1), 1 << 62)"
            + " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message_id = m.id)"
            + " AND NOT EXISTS (SELECT 1 FROM dead_letters WHERE message_id = m.id)"
            + " AND NOT EXISTS"
            + " (SELECT 1 FROM consumer_groups AS g WHERE g.topic = m.topic AND g.last_id < m.id)"
            + " ORDER BY id LIMIT ?2)",
        before,
        MOST_REMOVED);
  }
}
