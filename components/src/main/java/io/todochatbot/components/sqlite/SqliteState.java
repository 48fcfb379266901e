package io.todochatbot.components.sqlite;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Setting;
import io.todochatbot.spi.StateStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code state.sqlite}: state in a SQLite file whose tables are daprd's, so either may open it. */
final class SqliteState
    implements StateStore,
        StateStore.Transactional,
        StateStore.BulkGet,
        StateStore.KeysLike,
        StateStore.TimeToLive,
        StateStore.ActorStore {

  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("state.sqlite", Settings.class, SqliteState::new);
    }
  }

  /** Registers the store under its other name. */
  @AutoService(ComponentProvider.class)
  public static final class OtherName extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public OtherName() {
      super("state.sqlite3", Settings.class, SqliteState::new);
    }
  }

  /**
   * The settings.
   *
   * @param connectionString the file's path or a {@code file:} URI
   * @param tableName the table of the state
   * @param metadataTableName the table that knows the version of the tables
   * @param cleanupInterval how often expired entries are removed; zero for never
   * @param timeout how long a write may take
   * @param busyTimeout how long to wait for other processes
   * @param disableWAL for network file systems
   */
  public record Settings(
      @Setting(meaning = "the path of the SQLite file, or a file: URI", aliases = "url")
          String connectionString,
      @Setting(meaning = "the table that holds the state", fallback = "state") String tableName,
      @Setting(meaning = "the table that knows the tables' version", fallback = "metadata")
          String metadataTableName,
      @Setting(
              meaning = "how often expired entries are removed; 0 for never",
              fallback = "1h",
              aliases = "cleanupIntervalInSeconds")
          Duration cleanupInterval,
      @Setting(
              meaning = "how long a request may take",
              fallback = "20s",
              aliases = "timeoutInSeconds")
          Duration timeout,
      @Setting(meaning = "how long to wait for other processes' writes", fallback = "2s")
          Duration busyTimeout,
      @Setting(meaning = "journal in a way that network file systems can take", fallback = "false")
          boolean disableWAL) {}

  private static final int MOST_PER_QUERY = 500;

  private final SqliteFile file;
  private final StateSql sql;
  private final InstantSource clock;
  private final Thread cleaner;

  SqliteState(Settings settings, ComponentContext context) {
    this.sql = new StateSql(settings.tableName(), settings.metadataTableName());
    this.clock = context.clock();
    this.file =
        SqliteFile.open(
            new SqliteFile.Options(
                settings.connectionString(),
                settings.timeout(),
                settings.busyTimeout(),
                settings.disableWAL()),
            sql::prepare);
    this.cleaner =
        Thread.ofVirtual()
            .name(context.name() + "-cleaner")
            .unstarted(() -> cleanUpEvery(settings.cleanupInterval(), context.log()));
    if (settings.cleanupInterval().isPositive()) {
      cleaner.start();
    }
  }

  @Override
  public Optional<Entry> get(String key, Map<String, String> metadata) {
    return file.read(s -> s.query(sql.get, StateSql::entry, key, now())).stream().findFirst();
  }

  /** Returns the entries found in the order of their keys, as daprd does. */
  @Override
  public Map<String, Entry> getAll(List<String> keys, Map<String, String> metadata) {
    List<String> distinct = keys.stream().distinct().sorted().toList();
    Map<String, Entry> found = new LinkedHashMap<>();
    for (int i = 0; i < distinct.size(); i += MOST_PER_QUERY) {
      List<String> some = distinct.subList(i, Math.min(distinct.size(), i + MOST_PER_QUERY));
      file.read(
          statements -> {
            for (String key : some) {
              statements
                  .query(sql.get, StateSql::entry, key, now())
                  .forEach(entry -> found.put(key, entry));
            }
            return some.size();
          });
    }
    return found;
  }

  @Override
  public void apply(Change change) {
    sql.check(change);
    file.write(statements -> change(statements, change));
  }

  @Override
  public void applyAll(List<Change> changes) {
    changes.forEach(sql::check);
    file.writeAll(
        statements -> {
          for (Change change : changes) {
            change(statements, change);
          }
          return changes.size();
        });
  }

  @Override
  public List<String> keys(String prefix, Optional<String> after, int limit) {
    return file.read(
        s -> s.query(sql.keys, row -> row.getString(1), prefix, after.orElse(null), now(), limit));
  }

  @Override
  public void ping() {
    file.read(statements -> statements.query("SELECT 1", row -> row.getInt(1)));
  }

  @Override
  public void close() {
    cleaner.interrupt();
    file.close();
  }

  private int change(Statements statements, Change change) throws SQLException {
    int rows =
        switch (change) {
          case Write write -> sql.write(statements, write, clock.instant());
          case Delete delete -> sql.delete(statements, delete, clock.instant());
        };
    boolean conditional = change.etag().filter(text -> !text.isEmpty()).isPresent();
    boolean first = change instanceof Write w && w.concurrency() == Concurrency.FIRST_WRITE;
    if (rows == 0 && (conditional || first)) {
      throw new ComponentException.EtagMismatch("");
    }
    return rows;
  }

  private void cleanUpEvery(Duration interval, System.Logger log) {
    try {
      while (true) {
        Thread.sleep(interval);
        removeExpired(log);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeExpired(System.Logger log) {
    try {
      int removed = file.write(statements -> statements.update(sql.cleanUp, now()));
      log.log(System.Logger.Level.DEBUG, "removed {0} expired entries", removed);
    } catch (ComponentException e) {
      log.log(System.Logger.Level.WARNING, "expired entries could not be removed", e);
    }
  }

  private String now() {
    return StateSql.time(clock.instant());
  }
}
