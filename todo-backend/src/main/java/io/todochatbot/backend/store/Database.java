package io.todochatbot.backend.store;

import io.todochatbot.backend.account.Users;
import io.todochatbot.backend.chat.ConversationLog;
import io.todochatbot.backend.outbox.Outbox;
import io.todochatbot.backend.task.TaskRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The backend's SQLite file: write-ahead log, synced to disk before a write is answered, one writer
 * and any number of readers. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final Duration BUSY = Duration.ofSeconds(2);

  private final Jdbi readers;
  private final Writer writer;
  private final Failures failures;

  private Database(Jdbi jdbi, Failures failures, Runnable afterCommit) {
    this.readers = jdbi;
    this.failures = failures;
    this.writer = new Writer(jdbi.open(), failures, afterCommit);
  }

  /**
   * Opens the file, making it and its folder if they are not there, and brings its tables up to
   * date.
   *
   * @param afterCommit told after each commit
   * @throws StorageFailure if it can't be used
   */
  public static Database open(Path file, Runnable afterCommit) {
    return open(file, settings(BUSY), afterCommit);
  }

  static Database open(Path file, SQLiteConfig settings, Runnable afterCommit) {
    Failures failures = new Failures(file);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SQLiteDataSource source = new SQLiteDataSource(settings);
      source.setUrl("jdbc:sqlite:" + file);
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:io/todochatbot/backend/store/sqlite")
          .load()
          .migrate();
      return new Database(Jdbi.create(source), failures, afterCommit);
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Kind.BROKEN, "The folder of " + file + " can't be made: " + e, e);
    } catch (RuntimeException e) {
      throw failures.of(e);
    }
  }

  static SQLiteConfig settings(Duration busy) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout((int) busy.toMillis());
    config.enforceForeignKeys(true);
    return config;
  }

  /** The tasks in it. */
  public TaskRepository tasks() {
    return new SqlTasks(this);
  }

  /** The events that wait in it. */
  public Outbox outbox() {
    return new SqlOutbox(this);
  }

  /** The users in it. */
  public Users users() {
    return new SqlUsers(this);
  }

  /** The conversations in it. */
  public ConversationLog conversations() {
    return new SqlConversations(this);
  }

  /**
   * Looks whether it can be read.
   *
   * @throws StorageFailure if not
   */
  public void check() {
    read(handle -> handle.createQuery("SELECT count(*) FROM app_user").mapTo(Long.class).one());
  }

  <T> T read(Function<Handle, T> work) {
    try (Handle handle = readers.open()) {
      return work.apply(handle);
    } catch (RuntimeException e) {
      throw failures.of(e);
    }
  }

  <T> T write(Function<Handle, T> work) {
    return writer.write(work);
  }

  /** Finishes the writes that wait and closes the file. */
  @Override
  public void close() {
    writer.close();
  }
}
