package io.todochatbot.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time, and waiting for it. Everything of a sidecar that waits for a moment or a while does so
 * on one of these, so that a test can give it a {@link VirtualClock} and let a year pass in
 * milliseconds. Safe for concurrent use.
 */
public interface Clock extends InstantSource {
  /** Something that is to happen later. */
  @FunctionalInterface
  interface Alarm {
    /** Calls it off, if it has not begun yet. */
    void cancel();
  }

  /** The machine's clock. */
  static Clock system() {
    return new SystemClock();
  }

  /**
   * Nanoseconds since some moment in the past: measures how long something takes, whatever is done
   * to the calendar meanwhile.
   */
  long nanos();

  /**
   * Blocks for a while.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(Duration length) throws InterruptedException;

  /**
   * Runs {@code work} on a thread of its own once {@code delay} has passed.
   *
   * @param delay zero or less for at once
   */
  Alarm after(Duration delay, Runnable work);

  /**
   * Runs {@code work} on a thread of its own once the calendar says {@code moment}: also soon after
   * the machine slept through it, or its calendar was set forward.
   */
  Alarm at(Instant moment, Runnable work);
}
