package io.todochatbot.sidecar.resiliency;

import io.todochatbot.spi.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for an attempt only so long, from when it begins: none is given up before it was made. The
 * attempt goes on in a thread of its own, which is interrupted; what it still returns is discarded.
 *
 * @param reached told when the time is over
 */
record TimeLimit(Duration limit, Clock clock, Runnable reached) {
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
      return await(task, settled);
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      settled.set(true);
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new Stopped(Stopped.Reason.INTERRUPTED);
    }
  }

  private <R> R await(FutureTask<R> task, AtomicBoolean settled)
      throws ExecutionException, InterruptedException {
    Clock.Alarm alarm =
        clock.after(
            limit,
            () -> {
              if (settled.compareAndSet(false, true)) {
                reached.run();
                task.cancel(true);
              }
            });
    try {
      return task.get();
    } catch (CancellationException e) {
      throw new Stopped(Stopped.Reason.TOO_SLOW);
    } finally {
      alarm.cancel();
    }
  }

  private static RuntimeException thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e.getCause());
    };
  }
}
