package io.todochatbot.components.cron;

import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.InputBinding;
import io.todochatbot.spi.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A schedule that is followed. Times that passed while nobody could look (the machine slept, the
 * clock was put forward) count as one; an event doesn't wait for the one before it.
 */
final class Ticking implements InputBinding.Reading {
  /** A time as Go prints it: {@code 2026-05-04 10:00:00.25 +0000 UTC}. */
  private static final DateTimeFormatter GO_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Schedule schedule;
  private final ComponentContext context;
  private final Duration glance;
  private final InputBinding.Handler handler;
  private final Consumer<Ticking> whenClosed;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private boolean stopped;

  Ticking(
      Schedule schedule,
      ComponentContext context,
      Duration glance,
      InputBinding.Handler handler,
      Consumer<Ticking> whenClosed) {
    this.schedule = schedule;
    this.context = context;
    this.glance = glance;
    this.handler = handler;
    this.whenClosed = whenClosed;
  }

  /** Begins with the first time after now. */
  void start() {
    Optional<Instant> first = after(context.clock().instant());
    Thread.ofVirtual().name("cron-" + context.name()).start(() -> run(first));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
    handlers.close();
    whenClosed.accept(this);
  }

  private void run(Optional<Instant> first) {
    Optional<Instant> due = first;
    try {
      while (due.isPresent()) {
        Optional<Instant> reached = await(due.get());
        if (reached.isEmpty()) {
          return;
        }
        fire(reached.get());
        Instant now = reached.get();
        due = after(due.get()).filter(next -> next.isAfter(now)).or(() -> after(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Instant> after(Instant time) {
    return schedule.next(time, ZoneId.systemDefault());
  }

  /** The time once {@code due} is there; empty if the schedule is to be left before. */
  private Optional<Instant> await(Instant due) throws InterruptedException {
    lock.lock();
    try {
      Instant now = context.clock().instant();
      while (!stopped && now.isBefore(due)) {
        Duration left = Duration.between(now, due);
        stopping.awaitNanos((left.compareTo(glance) < 0 ? left : glance).toNanos());
        now = context.clock().instant();
      }
      return stopped ? Optional.empty() : Optional.of(now);
    } finally {
      lock.unlock();
    }
  }

  private void fire(Instant now) {
    InputBinding.Event event =
        new InputBinding.Event(
            new byte[0], Map.of("timeZone", "Local", "readTimeUTC", GO_TIME.format(now)));
    lock.lock();
    try {
      if (!stopped) {
        handlers.execute(() -> handle(event));
      }
    } finally {
      lock.unlock();
    }
  }

  private void handle(InputBinding.Event event) {
    try {
      handler.handle(event);
    } catch (ComponentException e) {
      // the next time comes anyway
      context.log().log(
          System.Logger.Level.DEBUG,
          "the application did not take an event of {0}: {1}",
          context.name(),
          e.getMessage());
    }
  }
}
