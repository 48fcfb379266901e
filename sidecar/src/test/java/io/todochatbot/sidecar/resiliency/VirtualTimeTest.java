package io.todochatbot.sidecar.resiliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.resources.Resources;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.resiliency.Bench.Failing;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.VirtualClock;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pauses, limits and breakers of hours, in no time. */
@Timeout(60)
final class VirtualTimeTest {
  private static final String YAML =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Resiliency
      metadata:
        name: res
      spec:
        policies:
          timeouts: {hour: 1h}
          retries:
            daily: {duration: 24h, maxRetries: 9}
            growing: {policy: exponential, maxInterval: 10m, maxRetries: -1}
          circuitBreakers:
            hour: {timeout: 1h, trip: consecutiveFailures >= 1}
        targets:
          apps:
            daily: {retry: daily}
            growing: {retry: growing}
            limited: {timeout: hour}
            broken: {circuitBreaker: hour}
      """;

  private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
  private final Resiliency resiliency =
      Resiliency.of(
          Resources.parse("resiliency.yaml", YAML).resiliencies(),
          clock,
          Metrics.hidden().resiliency(),
          new Log(
              new Log.Sink(
                  "my-app",
                  "here",
                  "test",
                  Log.Level.FATAL,
                  false,
                  new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                  clock),
              "dapr.runtime"));

  @Test
  void triesOnceADayForTenDays() {
    Failing failing = Failing.times(1000);
    CompletableFuture<String> result = start(() -> app("daily").run(failing));

    clock.advance(Duration.ofDays(5));
    assertThat(failing.attempts).hasValue(6);
    clock.advance(Duration.ofDays(5));

    assertThat(result.join()).isEqualTo("failed");
    assertThat(failing.attempts).hasValue(10);
  }

  @Test
  void givesUpAfterAQuarterOfAnHourOfGrowingPauses() {
    Failing failing = Failing.times(1000);
    CompletableFuture<String> result = start(() -> app("growing").run(failing));

    clock.advance(Duration.ofMinutes(15));

    assertThat(result.join()).isEqualTo("failed");
    assertThat(failing.attempts).hasValueBetween(8, 40);
  }

  @Test
  void waitsAnHourForAnAttempt() {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<String> result =
        start(
            () ->
                app("limited")
                    .run(
                        () -> {
                          try {
                            never.await();
                          } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                          }
                          return "too late";
                        }));

    clock.advance(Duration.ofMinutes(59));
    assertThat(result).isNotDone();
    clock.advance(Duration.ofMinutes(1));

    assertThatThrownBy(result::join).hasCauseInstanceOf(Stopped.class);
  }

  @Test
  void letsSomethingPassOnTrialAfterAnHour() {
    Policy policy = app("broken");
    policy.run(Failing.times(1));
    clock.advance(Duration.ofMinutes(59));
    assertThatThrownBy(() -> policy.run(Failing.times(0))).isInstanceOf(Stopped.class);

    clock.advance(Duration.ofMinutes(1));

    assertThat(policy.run(Failing.times(0))).isEqualTo("done");
  }

  private Policy app(String id) {
    return resiliency.policy(new Target.App(id, "m"));
  }

  /** Returns once the work waits on the clock. */
  private CompletableFuture<String> start(Supplier<String> work) {
    CompletableFuture<String> result =
        CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    await().until(() -> clock.waiting() == 1);
    return result;
  }
}
