package io.todochatbot.components.sqlite;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.NameResolver;
import io.todochatbot.spi.Setting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code nameresolution.sqlite}: sidecars write where they are into a SQLite file and renew that
 * while they live. The tables are daprd's, so that its sidecars and ours find each other.
 */
final class SqliteNames implements NameResolver {
  /** Registers the resolver. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("nameresolution.sqlite", Settings.class, SqliteNames::new);
    }
  }

  /**
   * The settings.
   *
   * @param connectionString the file's path or a {@code file:} URI
   * @param tableName the table of the sidecars
   * @param metadataTableName the table that knows the version of the tables
   * @param updateInterval how long an entry counts that is not renewed
   * @param timeout how long a request may take
   * @param busyTimeout how long to wait for other processes
   * @param disableWAL for network file systems
   */
  public record Settings(
      @Setting(meaning = "the path of the SQLite file, or a file: URI", aliases = "url")
          String connectionString,
      @Setting(meaning = "the table that holds the sidecars", fallback = "hosts") String tableName,
      @Setting(meaning = "the table that knows the tables' version", fallback = "metadata")
          String metadataTableName,
      @Setting(meaning = "how long an entry counts that is not renewed", fallback = "5s")
          Duration updateInterval,
      @Setting(
              meaning = "how long a request may take",
              fallback = "1s",
              aliases = "timeoutInSeconds")
          Duration timeout,
      @Setting(meaning = "how long to wait for other processes' writes", fallback = "800ms")
          Duration busyTimeout,
      @Setting(meaning = "journal in a way that network file systems can take", fallback = "false")
          boolean disableWAL) {}

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Settings settings;
  private final SqliteFile file;
  private final InstantSource clock;
  private final System.Logger log;
  private final String id = UUID.randomUUID().toString();
  private final CountDownLatch closed = new CountDownLatch(1);

  SqliteNames(Settings settings, ComponentContext context) {
    check(settings);
    this.settings = settings;
    this.clock = context.clock();
    this.log = context.log();
    this.file =
        SqliteFile.open(
            new SqliteFile.Options(
                settings.connectionString(),
                settings.timeout(),
                settings.busyTimeout(),
                settings.disableWAL()),
            this::makeTables);
  }

  @Override
  public void register(Instance self) {
    file.write(
        s ->
            s.update(
                "REPLACE INTO "
                    + settings.tableName()
                    + " (registration_id, address, app_id, namespace, last_update)"
                    + " VALUES (?, ?, ?, ?, ?)",
                id,
                self.address(),
                self.appId(),
                "",
                now()));
    Thread.ofVirtual().name("sqlite-names").start(this::renew);
  }

  @Override
  public List<String> resolve(String appId, String namespace) {
    List<String> addresses =
        file.read(
            s ->
                s.query(
                    "SELECT address FROM "
                        + settings.tableName()
                        + " WHERE app_id = ? AND ? - last_update < ? ORDER BY address",
                    row -> row.getString(1),
                    appId,
                    now(),
                    settings.updateInterval().toSeconds()));
    if (addresses.isEmpty()) {
      throw new ComponentException.NotFound("no host found with the given ID");
    }
    return addresses;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      file.write(
          s -> s.update("DELETE FROM " + settings.tableName() + " WHERE registration_id = ?", id));
    } finally {
      file.close();
    }
  }

  private void renew() {
    Duration pause = settings.updateInterval().minus(settings.timeout()).dividedBy(2);
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        renewOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renewOnce() {
    try {
      file.writeRelaxed(
          s ->
              s.update(
                  "UPDATE "
                      + settings.tableName()
                      + " SET last_update = ? WHERE registration_id = ?",
                  now(),
                  id));
    } catch (ComponentException e) {
      log.log(System.Logger.Level.ERROR, "Failed to update host registration: {0}", e.getMessage());
    }
  }

  /** The statements are written as daprd writes them: SQLite keeps their very text. */
  private Object makeTables(Statements statements) throws SQLException {
    String hosts = settings.tableName();
    String metadata = settings.metadataTableName();
    if (!exists(statements, metadata)) {
      statements.execute(
          "CREATE TABLE "
              + metadata
              + " (\n\t\t\tkey text NOT NULL PRIMARY KEY,\n\t\t\tvalue text NOT NULL\n\t\t)");
    }
    if (!exists(statements, hosts)) {
      String indent = "\n\t\t\t\t\t\t";
      statements.execute(
          "CREATE TABLE "
              + hosts
              + " ("
              + indent
              + "registration_id TEXT NOT NULL PRIMARY KEY,"
              + indent
              + "address TEXT NOT NULL,"
              + indent
              + "app_id TEXT NOT NULL,"
              + indent
              + "namespace TEXT NOT NULL,"
              + indent
              + "last_update INTEGER NOT NULL\n\t\t\t\t\t)");
      statements.execute(
          "CREATE UNIQUE INDEX " + hosts + "_address_idx ON " + hosts + " (address)");
      statements.execute(
          "CREATE INDEX " + hosts + "_last_update_idx ON " + hosts + " (last_update)");
      statements.execute(
          "INSERT OR REPLACE INTO " + metadata + " (key, value) VALUES ('nr-migrations', '1')");
    }
    return true;
  }

  private static boolean exists(Statements statements, String table) throws SQLException {
    return !statements
        .query(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?",
            row -> row.getInt(1),
            table)
        .isEmpty();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static void check(Settings settings) {
    for (String table : List.of(settings.tableName(), settings.metadataTableName())) {
      if (!IDENTIFIER.matcher(table).matches()) {
        throw new ComponentException("invalid identifier for table name: " + table);
      }
    }
    if (settings.updateInterval().toNanosPart() != 0) {
      throw new ComponentException("update interval must not contain fractions of seconds");
    }
    if (settings.updateInterval().minus(settings.timeout()).compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ComponentException("update interval must be at least 1s greater than timeout");
    }
  }
}
