package io.todochatbot.sidecar.resiliency;

import io.todochatbot.resources.CodeRange;
import io.todochatbot.resources.GoDuration;
import io.todochatbot.resources.Resiliency.Growth;
import io.todochatbot.resources.Resiliency.Matching;
import io.todochatbot.resources.Resiliency.Retry;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
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
  private final Retry retry;
  private final List<CodeRange> httpCodes;
  private final List<CodeRange> grpcCodes;
  private final Clock clock;
  private final Runnable begins;
  private final Log log;

  /**
   * Retries by {@code retry} what {@code name} says in the log.
   *
   * @param begins told when there will be a second attempt
   */
  Retrying(String name, Retry retry, Clock clock, Runnable begins, Log log) {
    Matching matching = retry.matching();
    this.name = name;
    this.retry = retry;
    this.httpCodes = matching.httpCodes();
    this.grpcCodes = matching.grpcCodes();
    this.clock = clock;
    this.begins = begins;
    this.log = log;
  }

  /** Returns the last attempt. */
  <R> Tried<R> run(Supplier<Tried<R>> attempt) {
    long begun = clock.nanos();
    Duration base = first();
    for (int attempts = 1; ; attempts++) {
      Tried<R> tried = attempt.get();
      Duration pause = jittered(base);
      if (!again(tried)
          || (retry.maxRetries() >= 0 && attempts > retry.maxRetries())
          || overdue(Duration.ofNanos(clock.nanos() - begun).plus(pause))) {
        recovered(tried, attempts);
        return tried;
      }
      tried.discard();
      rest(pause, attempts);
      base = grown(base);
    }
  }

  private void rest(Duration pause, int attempts) {
    if (attempts == 1) {
      begins.run();
      log.warn(
          "Error processing operation " + name + ". Retrying in " + GoDuration.format(pause) + "…");
    }
    try {
      clock.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped(Stopped.Reason.INTERRUPTED);
    }
  }

  private boolean grows() {
    return retry.policy() == Growth.EXPONENTIAL && retry.maxInterval().compareTo(FIRST) > 0;
  }

  private Duration first() {
    Duration first =
        switch (retry.policy()) {
          case CONSTANT -> retry.duration();
          case EXPONENTIAL -> grows() ? FIRST : retry.maxInterval();
        };
    return first.isPositive() ? first : Duration.ZERO;
  }

  private Duration grown(Duration base) {
    if (!grows()) {
      return base;
    }
    Duration next = Duration.ofNanos((long) (base.toNanos() * FACTOR));
    return next.compareTo(retry.maxInterval()) < 0 ? next : retry.maxInterval();
  }

  private Duration jittered(Duration base) {
    double factor = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
    return grows() ? Duration.ofNanos((long) (base.toNanos() * factor)) : base;
  }

  /** Whether the attempts would take longer than daprd's back-off lasts. */
  private boolean overdue(Duration passed) {
    return grows() && retry.maxInterval().compareTo(LONGEST) < 0 && passed.compareTo(LONGEST) >= 0;
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

  private void recovered(Tried<?> last, int attempts) {
    if (attempts > 1 && !last.judgement().failure()) {
      log.info("Recovered processing operation " + name + " after " + attempts + " attempts");
    }
  }
}
