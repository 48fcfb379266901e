package io.todochatbot.sidecar.jobs;

import io.dapr.v1.DaprJobsProtos.Job;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.JobStore;
import io.todochatbot.spi.StoredJob;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The scheduler of one machine, inside the sidecar. Its jobs are in a store that the sidecars of
 * all replicas share; each job's turn is taken by one of them, which keeps the job in hand until
 * the application has taken it, so a turn is lost with nobody's end.
 */
public final class EmbeddedScheduler implements Scheduler {
  private final JobStore store;
  private final JobStore.Owner owner;
  private final Ticks ticks;
  private final Clock clock;
  private final Turns turns;

  /**
   * Looks after the jobs of {@code owner} in {@code store}, which it closes at its end.
   *
   * @param skipMissed whether of several turns that are late only the last one happens
   */
  public EmbeddedScheduler(
      JobStore store, JobStore.Owner owner, boolean skipMissed, Clock clock, Log log) {
    this.store = store;
    this.owner = owner;
    this.clock = clock;
    this.ticks = new Ticks(skipMissed);
    this.turns = new Turns(store, owner, ticks, clock, log);
    store.watch(turns::look);
  }

  @Override
  public void schedule(Job job, boolean overwrite) {
    JobForm.checkName(job.getName());
    Instant now = clock.instant();
    StoredJob.Plan plan = JobForm.plan(job, now);
    StoredJob stored = new StoredJob(owner, job.getName(), plan, ticks.first(plan), 0);
    if (!tried(() -> store.put(stored, overwrite))) {
      throw SchedulerFailure.exists(
          String.join("||", "app", owner.namespace(), owner.appId(), job.getName()));
    }
    turns.look();
  }

  @Override
  public Job get(String name) {
    JobForm.checkName(name);
    return tried(() -> store.get(owner, name))
        .map(JobForm::job)
        .orElseThrow(() -> SchedulerFailure.notFound(name));
  }

  @Override
  public void delete(String name) {
    JobForm.checkName(name);
    tried(
        () -> {
          store.delete(owner, name);
          return name;
        });
  }

  @Override
  public void deleteByPrefix(String prefix) {
    tried(
        () -> {
          store.deleteByPrefix(owner, prefix);
          return prefix;
        });
  }

  @Override
  public List<Job> list() {
    return tried(() -> store.list(owner)).stream().map(JobForm::job).toList();
  }

  @Override
  public void start(Trigger trigger) {
    turns.start(trigger);
  }

  @Override
  public void stop() {
    turns.stop();
  }

  @Override
  public void drain() {
    turns.drain();
  }

  @Override
  public void close() {
    store.close();
  }

  private static <R> R tried(Supplier<R> work) {
    try {
      return work.get();
    } catch (ComponentException e) {
      throw SchedulerFailure.of(String.valueOf(e.getMessage()));
    }
  }
}
