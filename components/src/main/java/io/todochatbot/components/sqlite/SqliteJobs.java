package io.todochatbot.components.sqlite;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.JobStore;
import io.todochatbot.spi.Setting;
import io.todochatbot.spi.StoredJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code jobs.sqlite}: the jobs of one machine in a SQLite file that several sidecars share. Who
 * has a job in hand is known by its process, so that no lease can run out while the machine sleeps.
 */
final class SqliteJobs implements JobStore {
  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("jobs.sqlite", Settings.class, SqliteJobs::new);
    }
  }

  /**
   * The settings.
   *
   * @param connectionString the file's path or a {@code file:} URI
   * @param timeout how long a request may take
   * @param busyTimeout how long to wait for other processes
   */
  public record Settings(
      @Setting(
              meaning = "the path of the SQLite file, or a file: URI; its folder is made",
              required = true)
          String connectionString,
      @Setting(meaning = "how long a request may take", fallback = "20s") Duration timeout,
      @Setting(meaning = "how long to wait for other processes' writes", fallback = "5s")
          Duration busyTimeout) {}

  private final SqliteFile file;
  private final JobSql sql;
  private final JobHolders holders;

  SqliteJobs(Settings settings, ComponentContext context) {
    makeFolder(settings.connectionString());
    String id = context.appId() + "/" + UUID.randomUUID();
    this.sql = new JobSql(id);
    this.file =
        SqliteFile.open(
            new SqliteFile.Options(
                settings.connectionString(), settings.timeout(), settings.busyTimeout(), false),
            JobSql::prepare);
    this.holders = JobHolders.open(file, id, context.log());
  }

  @Override
  public boolean put(StoredJob job, boolean replace) {
    return file.write(s -> sql.put(s, job, replace)) == 1;
  }

  @Override
  public Optional<StoredJob> get(Owner owner, String name) {
    return file.read(s -> sql.get(s, owner, name)).stream().findFirst();
  }

  @Override
  public List<StoredJob> list(Owner owner) {
    return file.read(s -> sql.list(s, owner));
  }

  @Override
  public void delete(Owner owner, String name) {
    file.write(s -> sql.delete(s, owner, name));
  }

  @Override
  public void deleteByPrefix(Owner owner, String prefix) {
    file.write(s -> sql.deleteByPrefix(s, owner, prefix));
  }

  @Override
  public List<StoredJob> take(Owner owner, Instant now, int most) {
    // the process's end sets it free, and so does the machine's: nothing has to be on the disk
    return file.writeRelaxed(s -> sql.take(s, owner, now, most));
  }

  @Override
  public boolean settle(StoredJob job, boolean keep) {
    return file.write(s -> sql.settle(s, job, keep)) == 1;
  }

  @Override
  public boolean finish(StoredJob job) {
    return file.write(s -> sql.finish(s, job)) == 1;
  }

  @Override
  public Optional<Instant> nextDue(Owner owner) {
    return file.read(s -> sql.nextDue(s, owner)).stream().findFirst();
  }

  @Override
  public void watch(Runnable changed) {
    holders.watch(changed);
  }

  @Override
  public void close() {
    holders.close();
    file.close();
  }

  private static void makeFolder(String connectionString) {
    if (connectionString.startsWith("file:") || connectionString.startsWith(":")) {
      return;
    }
    Path folder = Path.of(connectionString).toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new ComponentException("can't make the folder of " + connectionString + ": " + e, e);
    }
  }
}
