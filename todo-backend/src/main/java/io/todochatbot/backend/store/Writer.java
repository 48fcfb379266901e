package io.todochatbot.backend.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The only one who writes. Jobs that wait together are committed together, so that many users share
 * one wait for the disk; each still fails alone if it is wrong, and none is answered before the
 * commit.
 */
final class Writer implements AutoCloseable {
  private static final int MOST_AT_ONCE = 256;

  private final Handle handle;
  private final Failures failures;
  private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Runnable afterCommit;
  private volatile boolean closing;

  Writer(Handle handle, Failures failures, Runnable afterCommit) {
    this.handle = handle;
    this.failures = failures;
    this.afterCommit = afterCommit;
    this.thread = Thread.ofPlatform().name("database-writer").daemon().start(this::work);
  }

  private static final class Job<T> {
    private final Function<Handle, T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable Runnable whenCommitted;

    Job(Function<Handle, T> work) {
      this.work = work;
    }

    void run(Handle handle) {
      T result = work.apply(handle);
      whenCommitted = () -> answer.complete(result);
    }

    void committed() {
      if (whenCommitted != null) {
        whenCommitted.run();
      }
    }

    void failed(RuntimeException cause) {
      answer.completeExceptionally(cause);
    }
  }

  /** Runs a job in a transaction and returns once it is on disk. */
  <T> T write(Function<Handle, T> work) {
    Job<T> job = new Job<>(work);
    queue.add(job);
    if (closing) {
      refuseTheRest();
    }
    try {
      return job.answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void work() {
    while (!closing || !queue.isEmpty()) {
      try {
        List<Job<?>> jobs = new ArrayList<>();
        jobs.add(queue.take());
        queue.drainTo(jobs, MOST_AT_ONCE - 1);
        commit(jobs);
      } catch (InterruptedException expected) {
        // told to look whether it is time to close
      }
    }
    handle.close();
    refuseTheRest();
  }

  private void commit(List<Job<?>> jobs) {
    List<Job<?>> done = new ArrayList<>();
    try {
      handle.begin();
      for (Job<?> job : jobs) {
        if (attempt(job)) {
          done.add(job);
        }
      }
      handle.commit();
    } catch (RuntimeException e) {
      StorageFailure failure = failures.of(e);
      jobs.forEach(job -> job.failed(failure));
      rollback();
      return;
    }
    done.forEach(Job::committed);
    afterCommit.run();
  }

  /** Runs one job of a batch; a job that is itself wrong is undone alone. */
  private boolean attempt(Job<?> job) {
    handle.savepoint("job");
    try {
      job.run(handle);
      handle.releaseSavepoint("job");
      return true;
    } catch (RuntimeException e) {
      if (Failures.isOfTheDatabase(e)) {
        throw e; // SQLite may have ended the transaction: the batch fails as a whole
      }
      handle.rollbackToSavepoint("job");
      job.failed(e);
      return false;
    }
  }

  private void rollback() {
    try {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    } catch (RuntimeException ignored) {
      // SQLite rolls back by itself when the disk is full
    }
  }

  private void refuseTheRest() {
    for (Job<?> job = queue.poll(); job != null; job = queue.poll()) {
      job.failed(
          new StorageFailure(
              StorageFailure.Kind.BROKEN,
              "The service is being stopped. Nothing was changed; try again when it is back",
              new IllegalStateException("closed")));
    }
  }

  /** Finishes what waits and closes the connection. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
