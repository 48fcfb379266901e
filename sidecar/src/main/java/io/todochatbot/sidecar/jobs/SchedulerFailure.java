package io.todochatbot.sidecar.jobs;

/** What a scheduler refuses, in the words in which Dapr's scheduler service would. */
final class SchedulerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean exists;

  private SchedulerFailure(String message, boolean exists) {
    super(message, null, false, false);
    this.exists = exists;
  }

  /** There is no scheduler. */
  static SchedulerFailure disabled() {
    return new SchedulerFailure("scheduler clients are disabled", false);
  }

  /** The request makes no sense, or the jobs can't be reached. */
  static SchedulerFailure of(String description) {
    return new SchedulerFailure("rpc error: code = Unknown desc = " + description, false);
  }

  /** There is a job of that name already, or none. */
  static SchedulerFailure exists(String key) {
    return new SchedulerFailure(
        "rpc error: code = AlreadyExists desc = job already exists: '" + key + "'", true);
  }

  static SchedulerFailure notFound(String name) {
    return new SchedulerFailure("rpc error: code = NotFound desc = job not found: " + name, false);
  }

  /** Whether it is that a job of that name is there already. */
  boolean exists() {
    return exists;
  }

  /** What happened, never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
