package io.todochatbot.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** The machine's clock; each alarm is a virtual thread that sleeps. */
record SystemClock() implements Clock {
  /** How soon a change of the calendar is noticed: a sleep measures time, not the calendar. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }

  @Override
  public Alarm after(Duration delay, Runnable work) {
    return start(() -> sleep(delay), work);
  }

  @Override
  public Alarm at(Instant moment, Runnable work) {
    return start(() -> sleepUntil(moment), work);
  }

  private void sleepUntil(Instant moment) throws InterruptedException {
    for (Duration left = left(moment); left.isPositive(); left = left(moment)) {
      sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
    }
  }

  private Duration left(Instant moment) {
    return Duration.between(instant(), moment);
  }

  private static Alarm start(Waiting waiting, Runnable work) {
    Wait wait = new Wait();
    Thread thread =
        Thread.ofVirtual()
            .name("alarm")
            .start(
                () -> {
                  try {
                    waiting.run();
                  } catch (InterruptedException cancelled) {
                    return;
                  }
                  if (wait.begin()) {
                    work.run();
                  }
                });
    return () -> {
      if (wait.begin()) {
        thread.interrupt();
      }
    };
  }

  @FunctionalInterface
  private interface Waiting {
    void run() throws InterruptedException;
  }

  /** Whether the waiting is over, decided once: by the time or by who calls it off. */
  private static final class Wait {
    private final AtomicBoolean over = new AtomicBoolean();

    boolean begin() {
      return over.compareAndSet(false, true);
    }
  }
}
