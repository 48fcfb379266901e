package io.todochatbot.components.sqlite;

import io.todochatbot.components.sqlite.SqliteFile.Work;
import io.todochatbot.spi.ComponentException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to a file. While one transaction is being forced to the disk, further
 * writes queue up and share the next, so throughput grows with load and a lone write waits for
 * nobody. A platform thread, since SQLite's calls would pin a virtual one.
 */
final class SqliteWriter implements AutoCloseable {
  private static final int MOST_PER_COMMIT = 512;

  private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final Statements statements;
  private final Thread thread;
  private volatile boolean closed;
  private boolean forced = true;

  SqliteWriter(String name, Statements statements) {
    this.statements = statements;
    this.thread = Thread.ofPlatform().daemon().name("sqlite-writer " + name).start(this::run);
  }

  /** How a write is carried out. */
  enum Mode {
    /** One statement, forced to the disk. */
    ONE,
    /** Several statements held together by a savepoint, forced to the disk. */
    SEVERAL,
    /** As SEVERAL; survives the end of the process, but perhaps not that of the machine's power. */
    RELAXED
  }

  /** Queues a write; the result is known once it is carried out as {@code mode} says. */
  <T> CompletableFuture<T> submit(Work<T> work, Mode mode) {
    Task<T> task = new Task<>(work, mode, false);
    queue.add(task);
    if (closed && queue.remove(task)) {
      task.result.completeExceptionally(new ComponentException("component is closed"));
    }
    return task.result;
  }

  /** Carries out what is queued and closes the connection. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      queue.add(new Task<>(none -> Boolean.TRUE, Mode.RELAXED, true));
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Task<?>> batch = new ArrayList<>();
    boolean last = false;
    try {
      while (!last) {
        batch.add(queue.take());
        queue.drainTo(batch, MOST_PER_COMMIT - 1);
        last = batch.stream().anyMatch(Task::last);
        commit(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      queue.drainTo(batch);
      fail(batch, new SQLException("the file is closed"));
      closeConnection();
    }
  }

  private void commit(List<Task<?>> batch) {
    try {
      force(batch.stream().anyMatch(Task::isForced));
      statements.update("BEGIN IMMEDIATE");
      for (Task<?> task : batch) {
        task.run(statements);
      }
      statements.update("COMMIT");
    } catch (SQLException e) {
      rollback();
      fail(batch, e);
      return;
    }
    batch.forEach(Task::complete);
  }

  private void force(boolean wanted) throws SQLException {
    if (wanted != forced) {
      statements.execute("PRAGMA synchronous = " + (wanted ? "FULL" : "NORMAL"));
      forced = wanted;
    }
  }

  private void rollback() {
    try {
      statements.update("ROLLBACK");
    } catch (SQLException ignored) {
      // SQLite has rolled back by itself, or the transaction never began.
    }
  }

  private void closeConnection() {
    try {
      statements.close();
    } catch (SQLException ignored) {
      // Everything is committed; there is nobody left to tell.
    }
  }

  private static void fail(List<Task<?>> batch, SQLException e) {
    batch.forEach(task -> task.result.completeExceptionally(e));
  }

  /** One queued write; its result is made known only after the commit. */
  private static final class Task<T> {
    private final Work<T> work;
    private final Mode mode;
    private final boolean last;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable T value;
    private @Nullable Exception failure;

    Task(Work<T> work, Mode mode, boolean last) {
      this.work = work;
      this.mode = mode;
      this.last = last;
    }

    boolean isForced() {
      return mode != Mode.RELAXED;
    }

    boolean last() {
      return last;
    }

    /** Runs the write; throws only what ends the whole transaction. */
    void run(Statements statements) throws SQLException {
      boolean several = mode != Mode.ONE;
      if (several) {
        statements.update("SAVEPOINT task");
      }
      try {
        value = work.run(statements);
      } catch (SQLException e) {
        if (!SqliteErrors.isStatements(e)) {
          throw e;
        }
        failure = e;
      } catch (RuntimeException e) {
        failure = e;
      }
      if (several) {
        if (failure != null) {
          statements.update("ROLLBACK TO task");
        }
        statements.update("RELEASE task");
      }
    }

    @SuppressWarnings("NullAway") // The value is null only where T is.
    void complete() {
      if (failure != null) {
        result.completeExceptionally(failure);
      } else {
        result.complete(value);
      }
    }
  }
}
