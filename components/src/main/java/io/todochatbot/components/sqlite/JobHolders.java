package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which schedulers are under way. Each shows every few seconds that it is; jobs in the hands of one
 * whose process ended, or that wasn't seen for long, are set free. Lives in real time, whatever
 * clock the jobs are on.
 */
final class JobHolders implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration GONE_AFTER = Duration.ofSeconds(15);

  private final SqliteFile file;
  private final String id;
  private final System.Logger log;
  private final ProcessMark process = ProcessMark.own();
  private final InstantSource clock = InstantSource.system();
  private @Nullable SqliteChanges changes;
  private @Nullable Thread beating;

  private JobHolders(SqliteFile file, String id, System.Logger log) {
    this.file = file;
    this.id = id;
    this.log = log;
  }

  /** One row of the table. */
  private record Seen(String id, ProcessMark process, String at) {}

  /** Makes a scheduler known and sets free what others left behind. */
  static JobHolders open(SqliteFile file, String id, System.Logger log) {
    JobHolders holders = new JobHolders(file, id, log);
    file.writeRelaxed(holders::show);
    holders.releaseGone();
    holders.beating = Thread.ofVirtual().name("sqlite-jobs").start(holders::beat);
    return holders;
  }

  void watch(Runnable changed) {
    Optional<SqliteChanges> watching = file.watch(changed);
    changes = watching.orElse(null);
  }

  @Override
  public void close() {
    SqliteChanges watching = changes;
    if (watching != null) {
      watching.close();
    }
    Thread thread = beating;
    if (thread != null) {
      thread.interrupt();
    }
    file.writeRelaxed(s -> remove(s, id));
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(BEAT);
        beatOnce();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void beatOnce() {
    try {
      file.writeRelaxed(this::show);
      releaseGone();
    } catch (ComponentException e) {
      log.log(System.Logger.Level.WARNING, "looking after jobs failed; trying again", e);
    }
  }

  private int show(Statements statements) throws SQLException {
    return statements.update(
        "INSERT INTO schedulers (id, machine, process, seen_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
        id,
        process.machine(),
        process.process(),
        JobSql.time(clock.instant()));
  }

  private void releaseGone() {
    List<String> gone = file.read(this::gone);
    for (String other : gone) {
      int released = file.writeRelaxed(s -> remove(s, other));
      log.log(
          System.Logger.Level.INFO,
          "{0} jobs in the hands of scheduler {1} are taken over: its process has ended",
          released,
          other);
    }
  }

  private List<String> gone(Statements statements) throws SQLException {
    return statements
        .query(
            "SELECT id, machine, process, seen_at FROM schedulers WHERE id <> ?",
            row ->
                new Seen(
                    row.getString(1),
                    new ProcessMark(row.getString(2), row.getString(3)),
                    row.getString(4)),
            id)
        .stream()
        .filter(this::isGone)
        .map(Seen::id)
        .toList();
  }

  private boolean isGone(Seen other) {
    return switch (process.lifeOf(other.process())) {
      case ALIVE -> false;
      case ENDED -> true;
      case UNKNOWN -> Instant.parse(other.at()).plus(GONE_AFTER).isBefore(clock.instant());
    };
  }

  private static int remove(Statements statements, String id) throws SQLException {
    statements.update("DELETE FROM schedulers WHERE id = ?", id);
    return statements.update("UPDATE jobs SET scheduler = NULL WHERE scheduler = ?", id);
  }
}
