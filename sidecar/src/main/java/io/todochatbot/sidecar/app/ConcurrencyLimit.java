package io.todochatbot.sidecar.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the requests under way at the application to a limit; those beyond it wait. */
final class ConcurrencyLimit {
  private final Semaphore permits;
  private final boolean limited;

  /** A limit of {@code max} requests; none if that is 0 or less. */
  ConcurrencyLimit(int max) {
    limited = max > 0;
    permits = new Semaphore(Math.max(max, 0), true);
  }

  /** Waits until one request more may be under way. */
  Permit enter() {
    if (limited) {
      permits.acquireUninterruptibly();
    }
    return new Permit();
  }

  /** One request under way; given back once, however often it is closed. */
  final class Permit implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(limited);

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        permits.release();
      }
    }

    /** The same body, which gives the permit back when it has been read or is closed. */
    InputStream until(InputStream body) {
      return limited ? new Held(body, this) : body;
    }
  }

  /** A body whose reader holds a permit. */
  private static final class Held extends FilterInputStream {
    private final Permit permit;

    Held(InputStream body, Permit permit) {
      super(body);
      this.permit = permit;
    }

    @Override
    public int read() throws IOException {
      return ended(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return ended(super.read(target, offset, length));
    }

    @Override
    public void close() throws IOException {
      permit.close();
      super.close();
    }

    private int ended(int count) {
      if (count < 0) {
        permit.close();
      }
      return count;
    }
  }
}
