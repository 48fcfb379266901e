package io.todochatbot.sidecar.jobs;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.dapr.v1.CommonProtos.JobFailurePolicy;
import io.dapr.v1.CommonProtos.JobFailurePolicyConstant;
import io.dapr.v1.CommonProtos.JobFailurePolicyDrop;
import java.text.ParseException;

/**
 * What is done when the application fails at a job, as the API has it and as words for the store:
 * {@code drop}, or {@code constant interval=1s retries=3}, of which either may be missing.
 */
record Failures(JobFailurePolicy policy) {
  private static final String DROP = "drop";
  private static final String CONSTANT = "constant";
  private static final String INTERVAL = "interval=";
  private static final String RETRIES = "retries=";
  private static final int BUILT_IN_RETRIES = 3;
  private static final java.time.Duration LONGEST = java.time.Duration.ofDays(36_500);

  /** The policy, or Dapr's own where there is none: three retries, a second apart. */
  static Failures of(JobFailurePolicy policy) {
    if (policy.getPolicyCase() != JobFailurePolicy.PolicyCase.POLICY_NOT_SET) {
      return new Failures(policy);
    }
    return constant(
        JobFailurePolicyConstant.newBuilder()
            .setInterval(Durations.fromSeconds(1))
            .setMaxRetries(BUILT_IN_RETRIES));
  }

  /** Reads what {@link #text} wrote. */
  static Failures parse(String text) {
    if (text.equals(DROP)) {
      return new Failures(
          JobFailurePolicy.newBuilder().setDrop(JobFailurePolicyDrop.getDefaultInstance()).build());
    }
    JobFailurePolicyConstant.Builder constant = JobFailurePolicyConstant.newBuilder();
    for (String word : text.split(" ", -1)) {
      if (word.startsWith(INTERVAL)) {
        constant.setInterval(duration(word.substring(INTERVAL.length())));
      } else if (word.startsWith(RETRIES)) {
        constant.setMaxRetries(Integer.parseUnsignedInt(word.substring(RETRIES.length())));
      }
    }
    return constant(constant);
  }

  String text() {
    if (policy.hasDrop()) {
      return DROP;
    }
    JobFailurePolicyConstant constant = policy.getConstant();
    return CONSTANT
        + (constant.hasInterval()
            ? " " + INTERVAL + Durations.toString(constant.getInterval())
            : "")
        + (constant.hasMaxRetries()
            ? " " + RETRIES + Integer.toUnsignedString(constant.getMaxRetries())
            : "");
  }

  /** Whether a tick that failed so often is tried again. */
  boolean again(long attempts) {
    if (policy.hasDrop()) {
      return false;
    }
    JobFailurePolicyConstant constant = policy.getConstant();
    return !constant.hasMaxRetries()
        || Integer.toUnsignedLong(constant.getMaxRetries()) >= attempts;
  }

  /** How long to wait before that. */
  java.time.Duration interval() {
    Duration interval = policy.getConstant().getInterval();
    java.time.Duration wait =
        java.time.Duration.ofSeconds(interval.getSeconds(), interval.getNanos());
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  private static Failures constant(JobFailurePolicyConstant.Builder constant) {
    return new Failures(JobFailurePolicy.newBuilder().setConstant(constant).build());
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException("no failure policy: " + text, e);
    }
  }
}
