package io.todochatbot.sidecar.jobs;

import io.dapr.v1.DaprJobsProtos.Job;
import java.util.List;

/** Stands where no scheduler is: refuses everything. */
public final class NoScheduler implements Scheduler {
  @Override
  public void schedule(Job job, boolean overwrite) {
    throw SchedulerFailure.disabled();
  }

  @Override
  public Job get(String name) {
    throw SchedulerFailure.disabled();
  }

  @Override
  public void delete(String name) {
    throw SchedulerFailure.disabled();
  }

  @Override
  public void deleteByPrefix(String prefix) {
    throw SchedulerFailure.disabled();
  }

  @Override
  public List<Job> list() {
    throw SchedulerFailure.disabled();
  }

  @Override
  public void start(Trigger trigger) {}

  @Override
  public void stop() {}

  @Override
  public void drain() {}

  @Override
  public void close() {}
}
