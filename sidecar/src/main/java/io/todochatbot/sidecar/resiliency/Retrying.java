package io.todochatbot.sidecar.resiliency;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.event.ExecutionCompletedEvent;
import dev.failsafe.event.ExecutionScheduledEvent;
import io.todochatbot.resources.CodeRange;
import io.todochatbot.resources.GoDuration;
import io.todochatbot.resources.Resiliency.Matching;
import io.todochatbot.resources.Resiliency.Retry;
import io.todochatbot.sidecar.telemetry.Log;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Makes attempts as a retry policy says. Safe for concurrent use. */
final class Retrying {
  // daprd's back-off: these are not in the resource
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final double FACTOR = 1.5;
  private static final double JITTER = 0.5;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int FIRST_OF_HTTP = 100;

  private final String name;
  private final List<CodeRange> httpCodes;
  private final List<CodeRange> grpcCodes;
  private final Runnable begins;
  private final Log log;
  private final RetryPolicy<Tried<?>> policy;

  /**
   * Retries by {@code retry} what {@code name} says in the log.
   *
   * @param begins told when there will be a second attempt
   */
  Retrying(String name, Retry retry, Runnable begins, Log log) {
    Matching matching = retry.matching();
    this.name = name;
    this.httpCodes = matching.httpCodes();
    this.grpcCodes = matching.grpcCodes();
    this.begins = begins;
    this.log = log;
    this.policy = policy(retry);
  }

  /** Returns the last attempt. */
  <R> Tried<R> run(Supplier<Tried<R>> attempt) {
    try {
      return Failsafe.with(policy).get(attempt::get);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new Stopped(Stopped.Reason.INTERRUPTED);
      }
      throw e;
    }
  }

  private RetryPolicy<Tried<?>> policy(Retry retry) {
    RetryPolicyBuilder<Tried<?>> builder =
        RetryPolicy.<Tried<?>>builder()
            .handleResultIf(this::again)
            .withMaxRetries(Math.max(-1, retry.maxRetries()))
            .onRetryScheduled(this::failed)
            .onSuccess(this::recovered);
    switch (retry.policy()) {
      case CONSTANT -> pause(builder, retry.duration());
      case EXPONENTIAL -> grow(builder, retry.maxInterval());
    }
    return builder.build();
  }

  private static void pause(RetryPolicyBuilder<Tried<?>> builder, Duration pause) {
    if (pause.isPositive()) {
      builder.withDelay(pause);
    }
  }

  private static void grow(RetryPolicyBuilder<Tried<?>> builder, Duration longest) {
    if (longest.compareTo(FIRST) <= 0) {
      pause(builder, longest);
      return;
    }
    builder.withBackoff(FIRST, longest, FACTOR).withJitter(JITTER);
    if (longest.compareTo(LONGEST) < 0) {
      builder.withMaxDuration(LONGEST);
    }
  }

  private boolean again(Tried<?> tried) {
    Judgement judgement = tried.judgement();
    return judgement.failure() && judgement.again() && matches(judgement.code());
  }

  private boolean matches(OptionalInt code) {
    if (code.isEmpty()) {
      return true;
    }
    List<CodeRange> codes = code.getAsInt() >= FIRST_OF_HTTP ? httpCodes : grpcCodes;
    return codes.isEmpty() || codes.stream().anyMatch(range -> range.contains(code.getAsInt()));
  }

  private void failed(ExecutionScheduledEvent<Tried<?>> event) {
    event.getLastResult().discard();
    if (event.getAttemptCount() == 1) {
      begins.run();
      log.warn(
          "Error processing operation "
              + name
              + ". Retrying in "
              + GoDuration.format(event.getDelay())
              + "…");
    }
  }

  private void recovered(ExecutionCompletedEvent<Tried<?>> event) {
    if (event.getAttemptCount() > 1 && !event.getResult().judgement().failure()) {
      log.info(
          "Recovered processing operation "
              + name
              + " after "
              + event.getAttemptCount()
              + " attempts");
    }
  }
}
