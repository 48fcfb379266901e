package io.todochatbot.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it:
 *
 * <pre>{@code
 * VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
 * try (Sidecar sidecar = Sidecar.builder().clock(clock).appId("app")….start()) {
 *   … schedule a job for every Monday …
 *   clock.advance(Duration.ofDays(365)); // 52 triggers later
 * }
 * }</pre>
 *
 * <p>{@link #advance} goes from moment to moment: what is due earlier happens earlier, what is due
 * at the same moment in the order in which it was asked for, each thing wholly before the next,
 * including what it causes at the same moment. A thread that sleeps is woken in its turn and counts
 * as done when it sleeps again or ends; one that does neither is waited for {@value
 * #PATIENCE_SECONDS} s of real time.
 *
 * <p>Alarms that are due at once run at once, on a thread of their own, while nobody moves the
 * clock; {@link #advance} waits for them first.
 */
public final class VirtualClock implements Clock {
  private static final int PATIENCE_SECONDS = 5;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::moment).thenComparingLong(Due::number));
  private final Set<Thread> sleeping = ConcurrentHashMap.newKeySet();
  private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();
  private final Set<Thread> ended = ConcurrentHashMap.newKeySet();
  private Instant now;
  private final Instant start;
  private long numbers;
  private boolean moving;

  private record Due(Instant moment, long number, Runnable work, @Nullable Thread sleeper) {}

  private VirtualClock(Instant start) {
    this.start = start;
    this.now = start;
  }

  /** A clock that shows {@code start}. */
  public static VirtualClock startingAt(Instant start) {
    return new VirtualClock(start);
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanos() {
    return Duration.between(start, instant()).toNanos();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    if (!length.isPositive()) {
      return;
    }
    CountDownLatch over = new CountDownLatch(1);
    Thread self = Thread.currentThread();
    Alarm alarm = enqueue(instant().plus(length), over::countDown, self);
    try {
      over.await();
    } finally {
      alarm.cancel();
      sleeping.remove(self);
    }
  }

  @Override
  public Alarm after(Duration delay, Runnable work) {
    return enqueue(delay.isPositive() ? instant().plus(delay) : instant(), work, null);
  }

  @Override
  public Alarm at(Instant moment, Runnable work) {
    return enqueue(moment, work, null);
  }

  /**
   * Lets time pass and does what falls due, on threads of its own; returns when it is done. Only
   * one thread may move the clock.
   *
   * @throws IllegalStateException if another thread moves it already
   */
  public void advance(Duration by) {
    advanceTo(instant().plus(by));
  }

  /**
   * As {@link #advance}, until the clock shows {@code moment}.
   *
   * @throws IllegalStateException if another thread moves it already
   */
  public void advanceTo(Instant moment) {
    begin();
    List<Thread> begun = List.copyOf(underWay);
    begun.forEach(thread -> settle(thread, Long.MAX_VALUE));
    begun.forEach(underWay::remove);
    for (Due due = next(moment); due != null; due = next(moment)) {
      run(due);
    }
  }

  /** How many alarms and sleepers wait; a test can await that those it means to wake are there. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    lock.lock();
    try {
      if (moving) {
        throw new IllegalStateException("another thread moves this clock already");
      }
      moving = true;
    } finally {
      lock.unlock();
    }
  }

  /** The next thing due, to whose time the clock is set; null once there is none, which ends it. */
  private @Nullable Due next(Instant until) {
    lock.lock();
    try {
      Due due = queue.peek();
      if (due == null || due.moment().isAfter(until)) {
        now = until.isAfter(now) ? until : now;
        moving = false;
        return null;
      }
      queue.remove();
      now = due.moment().isAfter(now) ? due.moment() : now;
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void run(Due due) {
    Thread sleeper = due.sleeper();
    if (sleeper == null) {
      settle(start(due.work()), Long.MAX_VALUE);
    } else {
      sleeping.remove(sleeper);
      due.work().run();
      settle(sleeper, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
    }
  }

  private Thread start(Runnable work) {
    return Thread.ofVirtual()
        .name("alarm")
        .start(
            () -> {
              try {
                work.run();
              } finally {
                ended.add(Thread.currentThread());
                tell();
              }
            });
  }

  private void tell() {
    lock.lock();
    try {
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a thread has ended or sleeps on this clock. */
  private void settle(Thread thread, long patience) {
    long left = patience;
    lock.lock();
    try {
      while (thread.isAlive() && !ended.remove(thread) && !sleeping.contains(thread) && left > 0) {
        left -= LOOK_NANOS - Math.max(0, settled.awaitNanos(LOOK_NANOS));
      }
      ended.remove(thread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private Alarm enqueue(Instant moment, Runnable work, @Nullable Thread sleeper) {
    lock.lock();
    try {
      Due due = new Due(moment, numbers++, work, sleeper);
      if (sleeper != null) {
        sleeping.add(sleeper);
        settled.signalAll();
      } else if (!moving && !moment.isAfter(now)) {
        underWay.add(start(work));
        return () -> {};
      }
      queue.add(due);
      return () -> remove(due);
    } finally {
      lock.unlock();
    }
  }

  private void remove(Due due) {
    lock.lock();
    try {
      queue.remove(due);
    } finally {
      lock.unlock();
    }
  }
}
