package io.todochatbot.sidecar.jobs;

import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.JobStore;
import io.todochatbot.spi.StoredJob;
import io.todochatbot.spi.StoredJob.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs out of the store when their turn has come, has them triggered, and says how it went.
 * Waits by the calendar for turns, and by time passed for another attempt. Safe for concurrent use.
 */
final class Turns {
  /** How many triggers may be under way. */
  private static final int MOST = 256;

  /** When to try again what the store refused, such as a full disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final JobStore store;
  private final JobStore.Owner owner;
  private final Ticks ticks;
  private final Clock clock;
  private final Log log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<StoredJob, Clock.Alarm> retries = new HashMap<>();
  private Scheduler.@Nullable Trigger trigger;
  private Clock.@Nullable Alarm alarm;
  private @Nullable Instant awaited;
  private int underWay;
  private volatile boolean closed;

  Turns(JobStore store, JobStore.Owner owner, Ticks ticks, Clock clock, Log log) {
    this.store = store;
    this.owner = owner;
    this.ticks = ticks;
    this.clock = clock;
    this.log = log;
  }

  void start(Scheduler.Trigger with) {
    lock.lock();
    try {
      trigger = with;
    } finally {
      lock.unlock();
    }
    look();
  }

  void stop() {
    List<StoredJob> waiting;
    lock.lock();
    try {
      trigger = null;
      cancelAlarm();
      retries.values().forEach(Clock.Alarm::cancel);
      waiting = List.copyOf(retries.keySet());
      retries.clear();
    } finally {
      lock.unlock();
    }
    waiting.forEach(job -> said(() -> store.settle(job, false)));
  }

  /** Stops for good and waits for what is under way. */
  void drain() {
    closed = true;
    stop();
    lock.lock();
    try {
      while (underWay > 0) {
        idle.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Finds out what comes next, and waits for it. */
  void look() {
    lock.lock();
    try {
      if (trigger == null || closed || underWay >= MOST) {
        cancelAlarm();
      } else {
        store.nextDue(owner).ifPresentOrElse(this::await, this::cancelAlarm);
      }
    } catch (ComponentException e) {
      lookLater(e);
    } finally {
      lock.unlock();
    }
  }

  /** Sets the alarm, the new one before the old one goes: a clock may be waiting for neither. */
  private void await(Instant due) {
    if (!due.equals(awaited)) {
      Clock.Alarm old = alarm;
      alarm = clock.at(due, this::take);
      awaited = due;
      if (old != null) {
        old.cancel();
      }
    }
  }

  private void lookLater(ComponentException cause) {
    log.error("can't get at jobs; trying again", cause);
    cancelAlarm();
    alarm = clock.after(PATIENCE, this::look);
  }

  private void cancelAlarm() {
    Clock.Alarm set = alarm;
    if (set != null) {
      set.cancel();
    }
    alarm = null;
    awaited = null;
  }

  private void take() {
    lock.lock();
    try {
      alarm = null;
      awaited = null;
      if (trigger != null && !closed) {
        List<StoredJob> due = store.take(owner, clock.instant(), MOST - underWay);
        underWay += due.size();
        due.forEach(job -> clock.after(Duration.ZERO, () -> run(job)));
      }
    } catch (ComponentException e) {
      lookLater(e);
      return;
    } finally {
      lock.unlock();
    }
    look();
  }

  /** One attempt; counted as under way until it is over. */
  private void run(StoredJob taken) {
    try {
      Scheduler.Trigger now = current();
      if (now == null) {
        said(() -> store.settle(taken, false));
        return;
      }
      StoredJob job = ticks.now(taken, clock.instant());
      boolean done = fired(now, job);
      Optional<Progress> again = done ? Optional.empty() : ticks.again(job, clock.instant());
      if (again.isPresent()) {
        keep(job.with(again.get()));
      } else {
        Optional<Progress> next = ticks.next(job);
        said(
            () -> next.isPresent() ? store.settle(job.with(next.get()), false) : store.finish(job));
      }
    } finally {
      over();
    }
  }

  private boolean fired(Scheduler.Trigger now, StoredJob job) {
    try {
      return now.fire(job.name(), JobData.of(job.plan().payload()).any());
    } catch (RuntimeException e) {
      // whatever it is, the job must not stay in hand because of it
      log.error("triggering job " + job.name() + " failed", e);
      return false;
    }
  }

  private Scheduler.@Nullable Trigger current() {
    lock.lock();
    try {
      return trigger;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a job in hand until it is tried again. */
  private void keep(StoredJob job) {
    if (!said(() -> store.settle(job, true))) {
      return;
    }
    if (!waits(job)) {
      said(() -> store.settle(job, false));
    }
  }

  private boolean waits(StoredJob job) {
    lock.lock();
    try {
      if (trigger == null) {
        return false;
      }
      Duration wait = Duration.between(clock.instant(), job.progress().due());
      retries.put(job, clock.after(wait, () -> retry(job)));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void retry(StoredJob job) {
    lock.lock();
    try {
      if (retries.remove(job) == null) {
        return;
      }
      underWay++;
    } finally {
      lock.unlock();
    }
    if (said(() -> store.settle(job, true))) {
      run(job);
    } else {
      over();
    }
  }

  private void over() {
    lock.lock();
    try {
      underWay--;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
    look();
  }

  /**
   * Tells the store, however often it takes: what it doesn't hear would happen again.
   *
   * @return whether the job was still in hand
   */
  private boolean said(Saying saying) {
    while (true) {
      try {
        return saying.run();
      } catch (ComponentException e) {
        log.error("can't take down how a job went; trying again", e);
        // at the end its holder's end sets it free
        if (closed || !rested()) {
          return false;
        }
      }
    }
  }

  private boolean rested() {
    try {
      clock.sleep(PATIENCE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @FunctionalInterface
  private interface Saying {
    boolean run();
  }
}
