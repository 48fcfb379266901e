package io.todochatbot.analytics.count;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * How often each thing happened, kept in one SQLite file. The event's id and the raised count are
 * written in one transaction, so that an event delivered twice, or again after a crash, counts
 * once. Safe for use by many threads.
 */
public final class Counters implements AutoCloseable {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  // One connection for reads and writes: SQLite has one writer anyway, and a connection that stays
  // open keeps the write-ahead log from being folded back into the file after every event.
  private final Connection connection;
  private final Jdbi jdbi;
  private final ReentrantLock lock = new ReentrantLock();

  private Counters(Connection connection) {
    this.connection = connection;
    this.jdbi = Jdbi.create(connection);
  }

  /**
   * Opens the file, creates it when missing and brings its tables up to date.
   *
   * @throws SQLException when the file can't be opened or written
   */
  public static Counters open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    Flyway.configure(Counters.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:io/todochatbot/analytics/migrations")
        .load()
        .migrate();
    return new Counters(source.getConnection());
  }

  /**
   * Counts the event unless it was counted before.
   *
   * @return whether it was new
   */
  public boolean count(Occurrence event) {
    return locked(handle -> handle.inTransaction(transaction -> add(transaction, event)));
  }

  /** All counts of one moment. */
  public Summary summary() {
    return new Summary(
        locked(
            handle ->
                handle
                    .createQuery(
                        "SELECT day, event_type, topic, events FROM daily_count"
                            + " ORDER BY day, event_type, topic")
                    .map(
                        (row, context) ->
                            new DailyCount(
                                LocalDate.parse(row.getString("day")),
                                row.getString("event_type"),
                                row.getString("topic"),
                                row.getLong("events")))
                    .list()));
  }

  /** Throws when the file can't be read now. */
  public void check() {
    List<Integer> ignored =
        locked(handle -> handle.createQuery("SELECT 1 FROM daily_count").mapTo(int.class).list());
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }

  private static boolean add(Handle handle, Occurrence event) {
    int added =
        handle
            .createUpdate(
                "INSERT INTO counted_event (event_id, topic, event_type, day)"
                    + " VALUES (:eventId, :topic, :eventType, :day) ON CONFLICT DO NOTHING")
            .bind("eventId", event.eventId())
            .bind("topic", event.topic())
            .bind("eventType", event.eventType())
            .bind("day", event.day().toString())
            .execute();
    if (added == 0) {
      return false;
    }
    handle
        .createUpdate(
            "INSERT INTO daily_count (day, event_type, topic, events)"
                + " VALUES (:day, :eventType, :topic, 1)"
                + " ON CONFLICT (day, event_type, topic) DO UPDATE SET events = events + 1")
        .bind("day", event.day().toString())
        .bind("eventType", event.eventType())
        .bind("topic", event.topic())
        .execute();
    return true;
  }

  private <R> R locked(Function<Handle, R> work) {
    lock.lock();
    try {
      return jdbi.withHandle(work::apply);
    } finally {
      lock.unlock();
    }
  }
}
