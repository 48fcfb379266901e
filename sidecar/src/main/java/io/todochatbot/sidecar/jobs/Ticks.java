package io.todochatbot.sidecar.jobs;

import io.todochatbot.spi.StoredJob;
import io.todochatbot.spi.StoredJob.Plan;
import io.todochatbot.spi.StoredJob.Progress;
import io.todochatbot.spi.schedule.Fields;
import io.todochatbot.spi.schedule.PointInTime;
import io.todochatbot.spi.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a job happens, as Dapr's scheduler counts: the first time at its due time, else when its
 * schedule says so for the first time after it was made; then as its schedule says, counted from
 * the time it was to happen and not from when it did; until it was repeated often enough or has
 * expired. Schedules that name no time zone are in UTC.
 *
 * @param skip whether of several ticks that are late only the last one happens
 */
record Ticks(boolean skip) {
  private static final ZoneId ZONE = ZoneOffset.UTC;

  /** The last that a store can write. */
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * The first step of a job.
   *
   * @throws SchedulerFailure if the plan makes no sense, in the words of Dapr's scheduler
   */
  Progress first(Plan plan) {
    try {
      return begin(plan);
    } catch (IllegalArgumentException e) {
      throw SchedulerFailure.of("job failed validation: " + e.getMessage());
    }
  }

  /** What a job in hand is to do now, which is later than its tick if those before are skipped. */
  StoredJob now(StoredJob job, Instant now) {
    Progress progress = job.progress();
    if (!skip || progress.attempts() > 0) {
      return job;
    }
    Instant tick =
        schedule(job.plan())
            .map(s -> s.latest(progress.tick(), latest(progress, now), ZONE))
            .orElse(progress.tick());
    return job.with(new Progress(tick, tick, progress.done(), 0, progress.expires()));
  }

  /** The next step once a tick is over; empty if there is none. */
  Optional<Progress> next(StoredJob job) {
    Progress progress = job.progress();
    long done = progress.done() + 1;
    if (job.plan().repeats().isPresent() && done >= job.plan().repeats().getAsLong()) {
      return Optional.empty();
    }
    return schedule(job.plan())
        .flatMap(schedule -> schedule.next(progress.tick(), ZONE))
        .filter(LAST::isAfter)
        .filter(tick -> progress.expires().map(end -> !tick.isAfter(end)).orElse(true))
        .map(tick -> new Progress(tick, tick, done, 0, progress.expires()));
  }

  /** The same tick once more, after the application failed; empty if it had its chances. */
  Optional<Progress> again(StoredJob job, Instant now) {
    Progress progress = job.progress();
    long attempts = progress.attempts() + 1;
    Failures failures = Failures.parse(job.plan().failures());
    return failures.again(attempts)
        ? Optional.of(
            new Progress(
                progress.tick(),
                now.plus(failures.interval()),
                progress.done(),
                attempts,
                progress.expires()))
        : Optional.empty();
  }

  private static Progress begin(Plan plan) {
    check(plan);
    Optional<Schedule> schedule = schedule(plan);
    Instant start =
        plan.dueTime().map(due -> PointInTime.parse(due, plan.created())).orElse(plan.created());
    Optional<Instant> expires = plan.ttl().map(ttl -> expiry(ttl, start));
    if (plan.dueTime().isPresent() && expires.map(start::isAfter).orElse(false)) {
      throw new IllegalArgumentException("ttl must be greater than due time");
    }
    Instant tick =
        plan.dueTime().isPresent() ? start : schedule.orElseThrow().next(start, ZONE).orElseThrow();
    if (expires.map(tick::isAfter).orElse(false)) {
      throw new IllegalArgumentException("ttl ends before the first trigger, which is at " + tick);
    }
    return new Progress(tick, tick, 0, 0, expires);
  }

  private static void check(Plan plan) {
    boolean once = plan.schedule().isEmpty();
    if (once && plan.repeats().orElse(0) > 1) {
      throw new IllegalArgumentException("job must have a schedule to repeat");
    }
    if (plan.repeats().orElse(1) < 1) {
      throw new IllegalArgumentException("defined repeats must be greater than 0");
    }
    if (once && plan.ttl().isPresent()) {
      throw new IllegalArgumentException("job must have a schedule to have a ttl");
    }
  }

  private static Instant expiry(String ttl, Instant start) {
    try {
      return PointInTime.parse(ttl, start);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ttl format not recognized", e);
    }
  }

  private static Optional<Schedule> schedule(Plan plan) {
    return plan.schedule().map(text -> Schedule.parse(text, Fields.SIX));
  }

  private static Instant latest(Progress progress, Instant now) {
    return progress.expires().filter(now::isAfter).orElse(now);
  }
}
