package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file: a {@linkplain SqliteWriter writer} that commits many writes at a time, and a few
 * connections that read beside it. What a write returned is on the disk ({@code synchronous=FULL}).
 */
final class SqliteFile implements AutoCloseable {
  private static final int READERS = 4;
  private static final Duration RETRY = Duration.ofMillis(5);

  private final String name;
  private final Options options;
  private final SqliteAddress address;
  private final SqliteWriter writer;
  private final Semaphore permits = new Semaphore(READERS);
  private final ConcurrentLinkedDeque<Statements> readers = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * How a file is opened.
   *
   * @param timeout how long a write may take in all
   * @param busyTimeout how long to wait for other processes' writes
   * @param disableWal whether to journal in a way that network file systems can take
   */
  record Options(
      String connectionString, Duration timeout, Duration busyTimeout, boolean disableWal) {
    /**
     * Checks the values.
     *
     * @throws ComponentException in daprd's words
     */
    Options {
      if (connectionString.isBlank()) {
        throw new ComponentException("missing connection string");
      }
      if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new ComponentException("invalid value for 'timeout': must be greater than 1s");
      }
    }
  }

  /** Something to do with the database. */
  @FunctionalInterface
  interface Work<T> {
    T run(Statements statements) throws SQLException;
  }

  private SqliteFile(String name, Options options, SqliteAddress address, Statements first) {
    this.name = name;
    this.options = options;
    this.address = address;
    this.writer = new SqliteWriter(name, first);
  }

  /**
   * Opens or creates a file.
   *
   * @param prepare makes the tables, within one exclusive transaction
   * @throws ComponentException if that fails
   */
  static SqliteFile open(Options options, Work<?> prepare) {
    SqliteAddress address = SqliteAddress.parse(options.connectionString());
    String name = options.connectionString();
    try {
      Statements first = new Statements(connectFirst(options, address));
      try {
        first.execute("BEGIN EXCLUSIVE");
        prepare.run(first);
        first.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        first.close();
        throw e;
      }
      return new SqliteFile(name, options, address, first);
    } catch (SQLException e) {
      throw SqliteErrors.explain(name, e);
    }
  }

  /** Runs a write of one statement and returns once it is on the disk. */
  <T> T write(Work<T> work) {
    return await(writer.submit(work, SqliteWriter.Mode.ONE));
  }

  /** Runs a write of several statements, all or none, and returns once it is on the disk. */
  <T> T writeAll(Work<T> work) {
    return await(writer.submit(work, SqliteWriter.Mode.SEVERAL));
  }

  /**
   * Runs a write that may be lost if the machine loses its power: it is cheaper, since nothing is
   * forced to the disk.
   */
  <T> T writeRelaxed(Work<T> work) {
    return await(writer.submit(work, SqliteWriter.Mode.RELAXED));
  }

  /** As {@link #writeRelaxed}, without waiting. */
  <T> CompletableFuture<T> writeLater(Work<T> work) {
    return writer.submit(work, SqliteWriter.Mode.RELAXED);
  }

  /** Calls {@code onChange} soon after any write by anybody, other processes included. */
  Optional<SqliteChanges> watch(Runnable onChange) {
    try {
      return address.inMemory()
          ? Optional.empty()
          : Optional.of(new SqliteChanges(new Statements(connect(options, address)), onChange));
    } catch (SQLException e) {
      throw SqliteErrors.explain(name, e);
    }
  }

  /** Runs a query. */
  <T> T read(Work<T> work) {
    if (address.inMemory()) {
      return write(work);
    }
    permits.acquireUninterruptibly();
    try {
      Statements reader = reader();
      try {
        return work.run(reader);
      } finally {
        readers.push(reader);
      }
    } catch (SQLException e) {
      throw SqliteErrors.explain(name, e);
    } finally {
      permits.release();
    }
  }

  /** Ends the writes under way and closes the file. */
  @Override
  public void close() {
    closed = true;
    writer.close();
    permits.acquireUninterruptibly(READERS);
    try {
      for (Statements reader = readers.poll(); reader != null; reader = readers.poll()) {
        reader.close();
      }
    } catch (SQLException e) {
      throw SqliteErrors.explain(name, e);
    } finally {
      permits.release(READERS);
    }
  }

  private Statements reader() throws SQLException {
    if (closed) {
      throw new ComponentException("component is closed");
    }
    Statements idle = readers.poll();
    return idle == null ? new Statements(connect(options, address)) : idle;
  }

  private <T> T await(CompletableFuture<T> result) {
    try {
      return result.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException sql -> throw SqliteErrors.explain(name, sql);
        case RuntimeException refused -> throw refused;
        case null, default -> throw new ComponentException("writing to " + name + " failed", e);
      }
    } catch (TimeoutException e) {
      throw new ComponentException(
          "writing to " + name + " took longer than the timeout; it may still be done", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentException("interrupted while writing to " + name, e);
    }
  }

  /** Tries again while others switch the new file's journal, for which SQLite doesn't wait. */
  private static Connection connectFirst(Options options, SqliteAddress address)
      throws SQLException {
    long deadline = System.nanoTime() + options.busyTimeout().toNanos();
    while (true) {
      try {
        return connect(options, address);
      } catch (SQLException e) {
        if (!SqliteErrors.isBusy(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private static Connection connect(Options options, SqliteAddress address) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(Math.max(0, options.busyTimeout().toMillis())));
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    if (address.inMemory()) {
      config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
    } else if (!address.readOnly()) {
      config.setJournalMode(
          options.disableWal() ? SQLiteConfig.JournalMode.DELETE : SQLiteConfig.JournalMode.WAL);
    }
    Connection connection = DriverManager.getConnection(address.url(), config.toProperties());
    try (var statement = connection.createStatement()) {
      for (String pragma : address.pragmas()) {
        statement.execute("PRAGMA " + pragma);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
