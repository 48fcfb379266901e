package io.todochatbot.sidecar.jobs;

import com.google.protobuf.Any;
import io.dapr.v1.DaprJobsProtos.Job;
import java.util.List;

/**
 * Keeps the jobs of this sidecar's application and triggers them: the seam behind which there is
 * the embedded scheduler, none at all, or one day Dapr's scheduler service. Safe for concurrent
 * use.
 */
public interface Scheduler extends AutoCloseable {
  /** Brings a job's turn to the application. */
  @FunctionalInterface
  interface Trigger {
    /** Hands it over and returns whether it is done with; false counts as a failure of the job. */
    boolean fire(String name, Any data);
  }

  /**
   * Adds a job.
   *
   * @param overwrite whether it may replace one of the same name
   * @throws SchedulerFailure if it may not, or the job makes no sense
   */
  void schedule(Job job, boolean overwrite);

  /**
   * Returns the job of that name.
   *
   * @throws SchedulerFailure if there is none
   */
  Job get(String name);

  /** Removes the job of that name, if there is one. */
  void delete(String name);

  /** Removes all jobs whose names begin with {@code prefix}. */
  void deleteByPrefix(String prefix);

  /** All jobs in the order of their names. */
  List<Job> list();

  /** Triggers jobs through {@code trigger} from now on. */
  void start(Trigger trigger);

  /** Begins no trigger any more until it is started again; jobs that fall due wait. */
  void stop();

  /** Stops for good and waits for the triggers under way. */
  void drain();

  /** Gives back what it holds. */
  @Override
  void close();
}
