package io.todochatbot.sidecar.resiliency;

import dev.failsafe.CircuitBreaker;
import io.todochatbot.sidecar.resiliency.Trip.Counts;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A circuit breaker: lets nothing pass for a while after its trip says so, then a few on trial.
 * While it is closed it counts as daprd's does, begins anew after each interval, and asks its trip
 * at each failure. Safe for concurrent use.
 */
final class Breaker {
  /** The library would measure the time itself, and not on the clock. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final String name;
  private final Duration interval;
  private final Duration timeout;
  private final Trip trip;
  private final Clock clock;
  private final Log log;
  private final CircuitBreaker<Object> states;
  private final ReentrantLock lock = new ReentrantLock();
  private Counts counts = Counts.NONE;
  private Instant countsEnd;
  private long opened;
  private int generation;
  private String state = "closed";

  Breaker(
      String name,
      io.todochatbot.resources.Resiliency.CircuitBreaker settings,
      Trip trip,
      Clock clock,
      Log log) {
    this.name = name;
    this.interval = settings.interval();
    this.timeout = settings.timeout();
    this.trip = trip;
    this.clock = clock;
    this.log = log;
    this.countsEnd = clock.instant().plus(interval);
    this.states =
        CircuitBreaker.builder()
            .withSuccessThreshold(settings.maxRequests())
            .withDelay(NEVER)
            .onOpen(event -> changed("open"))
            .onHalfOpen(event -> changed("half-open"))
            .onClose(event -> changed("closed"))
            .build();
  }

  /** Makes the attempt if it may pass, and takes note of what comes of it. */
  <R> Tried<R> run(Attempt<R> attempt) {
    int entered;
    try {
      entered = enter();
    } catch (Stopped e) {
      return new Tried.Threw<>(e, Judgement.FINAL);
    }
    Tried<R> tried = Tried.of(attempt);
    leave(entered, tried.judgement().failure());
    return tried;
  }

  /** What a call that came now would meet: {@code closed}, {@code half-open} or {@code open}. */
  String state() {
    lock.lock();
    try {
      return states.isOpen() && states.getRemainingDelay().isZero() ? "half-open" : state;
    } finally {
      lock.unlock();
    }
  }

  private int enter() {
    lock.lock();
    try {
      if (states.isOpen() && clock.nanos() - opened >= timeout.toNanos()) {
        states.halfOpen();
      }
      if (!states.tryAcquirePermit()) {
        throw new Stopped(states.isOpen() ? Stopped.Reason.OPEN : Stopped.Reason.HALF_OPEN);
      }
      if (states.isClosed()) {
        startAnewIfDue();
        counts = counts.begun();
      }
      return generation;
    } finally {
      lock.unlock();
    }
  }

  private void leave(int entered, boolean failed) {
    lock.lock();
    try {
      if (states.isClosed()) {
        startAnewIfDue();
      }
      if (entered != generation) {
        return;
      }
      if (states.isHalfOpen()) {
        record(failed);
      } else {
        counts = failed ? counts.failed() : counts.succeeded();
        if (failed && trip.trips(counts)) {
          states.open();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void record(boolean failed) {
    if (failed) {
      states.recordFailure();
    } else {
      states.recordSuccess();
    }
  }

  private void startAnewIfDue() {
    if (interval.isPositive() && clock.instant().isAfter(countsEnd)) {
      startAnew();
    }
  }

  private void startAnew() {
    generation++;
    counts = Counts.NONE;
    countsEnd = clock.instant().plus(interval);
  }

  private void changed(String to) {
    startAnew();
    opened = clock.nanos();
    log.info("Circuit breaker \"" + name + "\" changed state from " + state + " to " + to);
    state = to;
  }
}
