package io.todochatbot.components.sqlite;

import io.todochatbot.spi.JobStore.Owner;
import io.todochatbot.spi.StoredJob;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The table of {@code jobs.sqlite}, with its meaning in comments that {@code .schema} shows, and
 * what is done with it.
 *
 * @param scheduler the name of the one that takes jobs in hand
 */
record JobSql(String scheduler) {
  /** All of one length, so that they sort as text. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> DEFINITIONS =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS jobs ( -- what is to happen, and when
            namespace TEXT NOT NULL,
            app_id TEXT NOT NULL,
            name TEXT NOT NULL,
            schedule TEXT, -- this and the next three as written
            due_time TEXT,
            repeats INTEGER,
            ttl TEXT,
            failures TEXT NOT NULL, -- what to do if the app fails
            data_type TEXT NOT NULL, -- empty for no data
            data NOT NULL, -- a text where it is one, otherwise a blob
            created_at TEXT NOT NULL,
            expires_at TEXT, -- no tick after that
            tick_at TEXT NOT NULL, -- the schedule's time that comes next
            due_at TEXT NOT NULL, -- tick_at, or later if the app failed
            done INTEGER NOT NULL, -- how many ticks are over
            attempts INTEGER NOT NULL, -- how often this tick failed
            revision INTEGER NOT NULL, -- tells it from the job it replaced
            scheduler TEXT, -- who has it in hand
            PRIMARY KEY (namespace, app_id, name)
          ) WITHOUT ROWID""",
          "CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (namespace, app_id, due_at)",
          "CREATE INDEX IF NOT EXISTS jobs_by_scheduler ON jobs (scheduler)",
          """
          CREATE TABLE IF NOT EXISTS schedulers ( -- sidecars that look after jobs
            id TEXT NOT NULL PRIMARY KEY,
            machine TEXT NOT NULL, -- its last start
            process TEXT NOT NULL, -- its name for processes, pid and start
            seen_at TEXT NOT NULL
          ) WITHOUT ROWID""");

  private static final String COLUMNS =
      "namespace, app_id, name, schedule, due_time, repeats, ttl, failures, data_type, data,"
          + " created_at, expires_at, tick_at, due_at, done, attempts, revision";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM jobs ";
  private static final String OWNED = "namespace = ? AND app_id = ? ";
  private static final String IN_HAND =
      " WHERE namespace = ? AND app_id = ? AND name = ? AND revision = ? AND scheduler = ?";

  /** Makes the tables that aren't there yet. */
  static int prepare(Statements statements) throws SQLException {
    for (String definition : DEFINITIONS) {
      statements.execute(definition);
    }
    return DEFINITIONS.size();
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  int put(Statements statements, StoredJob job, boolean replace) throws SQLException {
    StoredJob.Plan plan = job.plan();
    StoredJob.Progress progress = job.progress();
    return statements.update(
        "INSERT OR "
            + (replace ? "REPLACE" : "IGNORE")
            + " INTO jobs ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        job.owner().namespace(),
        job.owner().appId(),
        job.name(),
        plan.schedule().orElse(null),
        plan.dueTime().orElse(null),
        plan.repeats().isPresent() ? plan.repeats().getAsLong() : null,
        plan.ttl().orElse(null),
        plan.failures(),
        plan.payload().type(),
        column(plan.payload().value()),
        time(plan.created()),
        progress.expires().map(JobSql::time).orElse(null),
        time(progress.tick()),
        time(progress.due()),
        progress.done(),
        progress.attempts(),
        ThreadLocalRandom.current().nextLong());
  }

  List<StoredJob> get(Statements statements, Owner owner, String name) throws SQLException {
    return statements.query(
        SELECT + "WHERE " + OWNED + "AND name = ?",
        JobSql::read,
        owner.namespace(),
        owner.appId(),
        name);
  }

  List<StoredJob> list(Statements statements, Owner owner) throws SQLException {
    return statements.query(
        SELECT + "WHERE " + OWNED + "ORDER BY name",
        JobSql::read,
        owner.namespace(),
        owner.appId());
  }

  int delete(Statements statements, Owner owner, String name) throws SQLException {
    return statements.update(
        "DELETE FROM jobs WHERE " + OWNED + "AND name = ?", owner.namespace(), owner.appId(), name);
  }

  int deleteByPrefix(Statements statements, Owner owner, String prefix) throws SQLException {
    return statements.update(
        "DELETE FROM jobs WHERE namespace = ?1 AND app_id = ?2 AND substr(name, 1, length(?3)) ="
            + " ?3",
        owner.namespace(),
        owner.appId(),
        prefix);
  }

  List<StoredJob> take(Statements statements, Owner owner, Instant now, int most)
      throws SQLException {
    return statements
        .query(
            "UPDATE jobs SET scheduler = ?1 WHERE namespace = ?2 AND app_id = ?3 AND name IN"
                + " (SELECT name FROM jobs WHERE namespace = ?2 AND app_id = ?3 AND due_at <= ?4"
                + " AND scheduler IS NULL ORDER BY due_at, name LIMIT ?5) RETURNING "
                + COLUMNS,
            JobSql::read,
            scheduler,
            owner.namespace(),
            owner.appId(),
            time(now),
            most)
        .stream()
        .sorted(
            Comparator.comparing((StoredJob job) -> job.progress().due())
                .thenComparing(StoredJob::name))
        .toList();
  }

  int settle(Statements statements, StoredJob job, boolean keep) throws SQLException {
    StoredJob.Progress progress = job.progress();
    return statements.update(
        "UPDATE jobs SET tick_at = ?, due_at = ?, done = ?, attempts = ?, scheduler = ?" + IN_HAND,
        time(progress.tick()),
        time(progress.due()),
        progress.done(),
        progress.attempts(),
        keep ? scheduler : null,
        job.owner().namespace(),
        job.owner().appId(),
        job.name(),
        job.revision(),
        scheduler);
  }

  int finish(Statements statements, StoredJob job) throws SQLException {
    return statements.update(
        "DELETE FROM jobs" + IN_HAND,
        job.owner().namespace(),
        job.owner().appId(),
        job.name(),
        job.revision(),
        scheduler);
  }

  List<Instant> nextDue(Statements statements, Owner owner) throws SQLException {
    return statements.query(
        "SELECT due_at FROM jobs WHERE " + OWNED + "AND scheduler IS NULL ORDER BY due_at LIMIT 1",
        row -> Instant.parse(row.getString(1)),
        owner.namespace(),
        owner.appId());
  }

  private static StoredJob read(ResultSet row) throws SQLException {
    return new StoredJob(
        new Owner(row.getString("namespace"), row.getString("app_id")),
        row.getString("name"),
        new StoredJob.Plan(
            Optional.ofNullable(row.getString("schedule")),
            Optional.ofNullable(row.getString("due_time")),
            number(row.getObject("repeats")),
            Optional.ofNullable(row.getString("ttl")),
            Instant.parse(row.getString("created_at")),
            new StoredJob.Payload(row.getString("data_type"), row.getBytes("data")),
            row.getString("failures")),
        new StoredJob.Progress(
            Instant.parse(row.getString("tick_at")),
            Instant.parse(row.getString("due_at")),
            row.getLong("done"),
            row.getLong("attempts"),
            Optional.ofNullable(row.getString("expires_at")).map(Instant::parse)),
        row.getLong("revision"));
  }

  private static Object column(byte[] data) {
    return TextBytes.areText(data) ? new String(data, StandardCharsets.UTF_8) : data;
  }

  private static OptionalLong number(@Nullable Object column) {
    return column instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }
}
