package io.todochatbot.sidecar.jobs;

import io.dapr.v1.DaprJobsProtos.Job;
import io.todochatbot.spi.StoredJob;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A job as the API has it, and as a store keeps it. */
final class JobForm {
  private static final int LONGEST = 253;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern PASSED_OVER = Pattern.compile("[_: -]");

  private JobForm() {}

  /**
   * Reads a job.
   *
   * @throws SchedulerFailure if its data can't be read
   */
  static StoredJob.Plan plan(Job job, Instant now) {
    return new StoredJob.Plan(
        job.hasSchedule() ? Optional.of(job.getSchedule()) : Optional.empty(),
        job.hasDueTime() ? Optional.of(job.getDueTime()) : Optional.empty(),
        job.hasRepeats()
            ? OptionalLong.of(Integer.toUnsignedLong(job.getRepeats()))
            : OptionalLong.empty(),
        job.hasTtl() ? Optional.of(job.getTtl()) : Optional.empty(),
        now,
        JobData.of(job.getData()).stored(),
        Failures.of(job.getFailurePolicy()).text());
  }

  static Job job(StoredJob stored) {
    StoredJob.Plan plan = stored.plan();
    Job.Builder job =
        Job.newBuilder()
            .setName(stored.name())
            .setFailurePolicy(Failures.parse(plan.failures()).policy());
    plan.schedule().ifPresent(job::setSchedule);
    plan.dueTime().ifPresent(job::setDueTime);
    plan.repeats().ifPresent(repeats -> job.setRepeats((int) repeats));
    plan.ttl().ifPresent(job::setTtl);
    JobData data = JobData.of(plan.payload());
    if (!data.type().isEmpty() || !data.bytes().isEmpty()) {
      job.setData(data.any());
    }
    return job.build();
  }

  /**
   * Checks a name as Dapr's scheduler does.
   *
   * @throws SchedulerFailure if it can't be one, in the scheduler's words
   */
  static void checkName(String name) {
    String plain = PASSED_OVER.matcher(name).replaceAll("");
    String lower = plain.toLowerCase(Locale.ROOT);
    if (lower.length() > LONGEST) {
      throw SchedulerFailure.of(
          "job name is invalid \"" + plain + "\": must be no more than 253 characters");
    }
    if (!NAME.matcher(lower).matches()) {
      throw SchedulerFailure.of(
          "job name is invalid \""
              + plain
              + "\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
              + " characters, '-' or '.', and must start and end with an alphanumeric character");
    }
  }
}
