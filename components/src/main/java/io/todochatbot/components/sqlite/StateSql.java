package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore.Change;
import io.todochatbot.spi.StateStore.Concurrency;
import io.todochatbot.spi.StateStore.Delete;
import io.todochatbot.spi.StateStore.Entry;
import io.todochatbot.spi.StateStore.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements of {@code state.sqlite}. Table and columns are daprd's: text stands as text, other
 * bytes in Base64 with {@code is_binary} set; times are UTC, {@code 2026-01-31 10:15:00}.
 */
final class StateSql {
  private static final Pattern IDENTIFIER = Pattern.compile("[0-9A-Za-z_]+");
  private static final Pattern NUMBER = Pattern.compile("([+-]?\\d{1,18})?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /** The tables as daprd writes them, blanks included, so that {@code .schema} shows the same. */
  private static final String METADATA_TABLE =
      """
      CREATE TABLE IF NOT EXISTS {name} (
      \t\t\tkey text NOT NULL PRIMARY KEY,
      \t\t\tvalue text NOT NULL
      \t\t)""";

  private static final String STATE_TABLE =
      """
      CREATE TABLE IF NOT EXISTS {name} (
      \t\t\t\t\t\t\tkey TEXT NOT NULL PRIMARY KEY,
      \t\t\t\t\t\t\tvalue TEXT NOT NULL,
      \t\t\t\t\t\t\tis_binary BOOLEAN NOT NULL,
      \t\t\t\t\t\t\tetag TEXT NOT NULL,
      \t\t\t\t\t\t\texpiration_time TIMESTAMP DEFAULT NULL,
      \t\t\t\t\t\t\tupdate_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
      \t\t\t\t\t\t)""";

  private static final String LIVE = "(expiration_time IS NULL OR expiration_time > ?)";

  final String get;
  final String keys;
  final String cleanUp;
  private final String table;
  private final String metadataTable;
  private final String upsert;
  private final String insert;
  private final String replace;
  private final String delete;
  private final String deleteMatching;

  StateSql(String table, String metadataTable) {
    this.table = identifier(table);
    this.metadataTable = identifier(metadataTable);
    this.get =
        "SELECT CAST(value AS BLOB), is_binary, etag, expiration_time FROM "
            + table
            + " WHERE key = ? AND "
            + LIVE;
    this.keys =
        "SELECT key FROM "
            + table
            + " WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 AND (?2 IS NULL OR key > ?2)"
            + " AND (expiration_time IS NULL OR expiration_time > ?3) ORDER BY key LIMIT ?4";
    this.cleanUp =
        "DELETE FROM " + table + " WHERE expiration_time IS NOT NULL AND expiration_time <= ?";
    this.upsert =
        "INSERT INTO "
            + table
            + " (key, value, is_binary, etag, expiration_time, update_time)"
            + " VALUES (?1, CAST(?2 AS TEXT), ?3, ?4, ?5, substr(?6, 1, 19))"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value,"
            + " is_binary = excluded.is_binary, etag = excluded.etag,"
            + " expiration_time = excluded.expiration_time, update_time = excluded.update_time";
    this.insert = upsert + " WHERE expiration_time IS NOT NULL AND expiration_time <= ?6";
    this.replace =
        "UPDATE "
            + table
            + " SET value = CAST(?2 AS TEXT), is_binary = ?3, etag = ?4, expiration_time = ?5,"
            + " update_time = substr(?6, 1, 19)"
            + " WHERE key = ?1 AND etag = ?7"
            + " AND (expiration_time IS NULL OR expiration_time > ?6)";
    this.delete = "DELETE FROM " + table + " WHERE key = ?";
    this.deleteMatching = delete + " AND etag = ? AND " + LIVE;
  }

  /** Makes the tables that aren't there yet. */
  int prepare(Statements statements) throws SQLException {
    statements.execute(METADATA_TABLE.replace("{name}", metadataTable));
    List<String> versions =
        statements.query(
            "SELECT value FROM " + metadataTable + " WHERE key = 'migrations'",
            row -> row.getString(1));
    if (versions.isEmpty()) {
      statements.execute(STATE_TABLE.replace("{name}", table));
      statements.execute(
          "INSERT INTO " + metadataTable + " (key, value) VALUES ('migrations', '1')");
    }
    return versions.size();
  }

  /**
   * Checks a change before it is queued.
   *
   * @throws ComponentException.BadRequest in daprd's words
   */
  void check(Change change) {
    if (change instanceof Write write) {
      write.metadata().forEach(StateSql::requireNumber);
    }
  }

  private static void requireNumber(String name, String text) {
    if (name.equalsIgnoreCase("ttlInSeconds") && !NUMBER.matcher(text).matches()) {
      throw new ComponentException.BadRequest(
          "error parsing TTL: incorrect value for metadata 'ttlInSeconds': strconv.ParseInt:"
              + " parsing \""
              + text
              + "\": invalid syntax");
    }
  }

  /** Returns how many rows were written: none if the write's condition doesn't hold. */
  int write(Statements statements, Write write, Instant now) throws SQLException {
    boolean text = TextBytes.areText(write.value());
    byte[] value = text ? write.value() : Base64.getEncoder().encode(write.value());
    String expires =
        write.ttl().filter(Duration::isPositive).map(now::plus).map(StateSql::time).orElse(null);
    int binary = text ? 0 : 1;
    Optional<String> etag = write.etag().filter(given -> !given.isEmpty());
    String key = write.key();
    String time = time(now);
    if (etag.isPresent()) {
      return statements.update(replace, key, value, binary, newEtag(), expires, time, etag.get());
    }
    String statement = write.concurrency() == Concurrency.FIRST_WRITE ? insert : upsert;
    return statements.update(statement, key, value, binary, newEtag(), expires, time);
  }

  /** Returns how many rows were removed. */
  int delete(Statements statements, Delete removal, Instant now) throws SQLException {
    Optional<String> etag = removal.etag().filter(given -> !given.isEmpty());
    return etag.isPresent()
        ? statements.update(deleteMatching, removal.key(), etag.get(), time(now))
        : statements.update(delete, removal.key());
  }

  /** Reads the columns of {@link #get}. */
  static Entry entry(ResultSet row) throws SQLException {
    byte[] stored = Optional.ofNullable(row.getBytes(1)).orElseGet(() -> new byte[0]);
    byte[] value = row.getBoolean(2) ? Base64.getDecoder().decode(stored) : stored;
    return new Entry(value, row.getString(3), Optional.ofNullable(instant(row.getString(4))));
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static @Nullable Instant instant(@Nullable String time) {
    return time == null
        ? null
        : LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }

  private static String identifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new ComponentException("invalid identifier: " + name);
    }
    return name;
  }

  private static String newEtag() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    return new UUID(high, (random.nextLong() & ~(3L << 62)) | (2L << 62)).toString();
  }
}
