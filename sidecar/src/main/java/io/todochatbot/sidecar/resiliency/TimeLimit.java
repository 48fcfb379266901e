package io.todochatbot.sidecar.resiliency;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for an attempt only so long, from when it begins: none is given up before it was made. The
 * attempt goes on in a thread of its own, which is interrupted; what it still returns is discarded.
 */
record TimeLimit(Duration limit) {
  <R> R run(Attempt<R> attempt) {
    AtomicBoolean settled = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<R> task =
        new FutureTask<>(
            () -> {
              begun.countDown();
              R result = attempt.make();
              if (!settled.compareAndSet(false, true)) {
                attempt.discard(result);
              }
              return result;
            });
    Thread.startVirtualThread(task);
    try {
      begun.await();
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (settled.compareAndSet(false, true)) {
        task.cancel(true);
        throw new Stopped(Stopped.Reason.TOO_SLOW);
      }
      return join(task);
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      throw interrupted(task, settled);
    }
  }

  /** The result that came just in time. */
  private static <R> R join(FutureTask<R> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      throw interrupted(task, new AtomicBoolean());
    }
  }

  private static Stopped interrupted(FutureTask<?> task, AtomicBoolean settled) {
    settled.set(true);
    task.cancel(true);
    Thread.currentThread().interrupt();
    return new Stopped(Stopped.Reason.INTERRUPTED);
  }

  private static RuntimeException thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e.getCause());
    };
  }
}
