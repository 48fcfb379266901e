package io.todochatbot.components.sqlite;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.LockStore;
import io.todochatbot.spi.Setting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code lock.sqlite}: locks in a SQLite file, for which every process on the machine competes. A
 * lock is on the disk before it counts, so it outlives the process that took it until it expires.
 * daprd has no such component.
 */
final class SqliteLocks implements LockStore {
  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lock.sqlite", Settings.class, SqliteLocks::new);
    }
  }

  /**
   * The settings.
   *
   * @param connectionString the file's path or a {@code file:} URI
   * @param tableName the table of the locks
   * @param timeout how long a request may take
   * @param busyTimeout how long to wait for other processes
   * @param disableWAL for network file systems
   */
  public record Settings(
      @Setting(meaning = "the path of the SQLite file, or a file: URI", aliases = "url")
          String connectionString,
      @Setting(meaning = "the table that holds the locks", fallback = "locks") String tableName,
      @Setting(
              meaning = "how long a request may take",
              fallback = "20s",
              aliases = "timeoutInSeconds")
          Duration timeout,
      @Setting(meaning = "how long to wait for other processes' writes", fallback = "2s")
          Duration busyTimeout,
      @Setting(meaning = "journal in a way that network file systems can take", fallback = "false")
          boolean disableWAL) {}

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final SqliteFile file;
  private final String table;
  private final InstantSource clock;

  SqliteLocks(Settings settings, ComponentContext context) {
    table = settings.tableName();
    if (!IDENTIFIER.matcher(table).matches()) {
      throw new ComponentException("invalid identifier for table name: " + table);
    }
    clock = context.clock();
    file =
        SqliteFile.open(
            new SqliteFile.Options(
                settings.connectionString(),
                settings.timeout(),
                settings.busyTimeout(),
                settings.disableWAL()),
            this::makeTable);
  }

  @Override
  public boolean tryLock(String resource, String owner, Duration expiry) {
    long now = clock.millis();
    return file.writeAll(
        statements -> {
          statements.update("DELETE FROM " + table + " WHERE expires_ms <= ?", now);
          int taken =
              statements.update(
                  "INSERT INTO "
                      + table
                      + " (resource, owner, expires_ms) VALUES (?, ?, ?)"
                      + " ON CONFLICT (resource) DO NOTHING",
                  resource,
                  owner,
                  now + expiry.toMillis());
          return taken == 1;
        });
  }

  @Override
  public Outcome unlock(String resource, String owner) {
    long now = clock.millis();
    return file.writeAll(
        statements -> {
          List<String> holders =
              statements.query(
                  "SELECT owner FROM " + table + " WHERE resource = ? AND expires_ms > ?",
                  row -> row.getString(1),
                  resource,
                  now);
          if (holders.isEmpty()) {
            return Outcome.DOES_NOT_EXIST;
          }
          if (!holders.getFirst().equals(owner)) {
            return Outcome.BELONGS_TO_OTHERS;
          }
          statements.update("DELETE FROM " + table + " WHERE resource = ?", resource);
          return Outcome.RELEASED;
        });
  }

  @Override
  public void ping() {
    file.read(statements -> statements.query("SELECT 1", row -> row.getInt(1)));
  }

  @Override
  public void close() {
    file.close();
  }

  private Object makeTable(Statements statements) throws SQLException {
    statements.execute(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (resource TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL,"
            + " expires_ms INTEGER NOT NULL)");
    statements.execute(
        "CREATE INDEX IF NOT EXISTS " + table + "_expires_idx ON " + table + " (expires_ms)");
    return true;
  }
}
