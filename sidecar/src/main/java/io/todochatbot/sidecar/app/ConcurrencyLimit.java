package io.todochatbot.sidecar.app;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Keeps the requests under way at the application to a limit; those beyond it wait. */
final class ConcurrencyLimit {
  private final Semaphore permits;
  private final boolean limited;

  /** A limit of {@code max} requests; none if that is 0 or less. */
  ConcurrencyLimit(int max) {
    limited = max > 0;
    permits = new Semaphore(Math.max(max, 0), true);
  }

  <R> R within(Supplier<R> work) {
    if (!limited) {
      return work.get();
    }
    permits.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }
}
