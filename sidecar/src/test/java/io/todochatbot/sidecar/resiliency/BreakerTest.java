package io.todochatbot.sidecar.resiliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.sidecar.resiliency.Bench.Failing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BreakerTest {
  private final Bench bench =
      new Bench(
          """
          policies:
            retries:
              often: {duration: 1ms, maxRetries: 100}
            circuitBreakers:
              built-in: {timeout: 1h}
              three: {timeout: 1h, trip: consecutiveFailures >= 3}
              total: {timeout: 1h, trip: totalFailures >= 3}
              ratio: {timeout: 1h, trip: "requests >= 20 && double(totalFailures) / double(requests) >= 0.05"}
              interval: {timeout: 1h, interval: 30s, trip: totalFailures >= 2}
              brief: {timeout: 1ms, trip: consecutiveFailures >= 1}
              nonsense: {timeout: 1h, trip: "requests >>> 1"}
              unknown: {timeout: 1h, trip: "nobody > 1"}
          targets:
            apps:
              built-in: {circuitBreaker: built-in}
              three: {circuitBreaker: three}
              total: {circuitBreaker: total}
              ratio: {circuitBreaker: ratio}
              interval: {circuitBreaker: interval}
              brief: {circuitBreaker: brief}
              nonsense: {circuitBreaker: nonsense}
              unknown: {circuitBreaker: unknown}
              again: {circuitBreaker: three, retry: often}
            components:
              pubsub: {outbound: {circuitBreaker: three}, inbound: {circuitBreaker: three}}
          """);

  @ParameterizedTest
  @CsvSource({"built-in,6", "three,3", "total,3", "ratio,20"})
  void opensAtTheFailureThatTripsIt(String app, int failures) {
    for (int i = 0; i < failures; i++) {
      assertThat(fails(bench.app(app))).isEqualTo("failed");
    }

    assertThatThrownBy(() -> succeeds(bench.app(app)))
        .isInstanceOf(Stopped.class)
        .hasMessage("circuit breaker is open");
  }

  @ParameterizedTest
  @CsvSource({"nonsense", "unknown"})
  void aTripThatCannotBeToldKeepsItClosed(String app) {
    for (int i = 0; i < 50; i++) {
      fails(bench.app(app));
    }

    assertThat(succeeds(bench.app(app))).isEqualTo("done");
  }

  @Test
  void tellsATripThatIsNoExpression() {
    fails(bench.app("nonsense"));

    assertThat(bench.log())
        .contains("Could not read resiliency policy res: resiliency.yaml:")
        .containsOnlyOnce("circuit breaker nonsense never opens");
  }

  @Test
  void checksTripsEvenIfNothingFails() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(bench.log()).contains("circuit breaker nonsense never opens"));
  }

  @Test
  void aSuccessEndsARowOfFailures() {
    Policy policy = bench.app("three");

    fails(policy);
    fails(policy);
    succeeds(policy);
    fails(policy);
    fails(policy);

    assertThat(succeeds(policy)).isEqualTo("done");
  }

  @Test
  void countsAnewAfterItsInterval() {
    fails(bench.app("interval"));
    bench.move(Duration.ofSeconds(31));
    fails(bench.app("interval"));
    assertThat(succeeds(bench.app("interval"))).isEqualTo("done");

    fails(bench.app("interval"));

    assertThatThrownBy(() -> succeeds(bench.app("interval"))).isInstanceOf(Stopped.class);
  }

  @Test
  void closesAgainAfterASuccessOnTrial() {
    Policy policy = bench.app("brief");
    fails(policy);

    await().ignoreExceptionsInstanceOf(Stopped.class).until(() -> succeeds(policy).equals("done"));

    assertThat(succeeds(policy)).isEqualTo("done");
    assertThat(bench.log())
        .contains("Circuit breaker \\\"brief:m\\\" changed state from closed to open")
        .contains("Circuit breaker \\\"brief:m\\\" changed state from open to half-open")
        .contains("Circuit breaker \\\"brief:m\\\" changed state from half-open to closed");
  }

  @Test
  void anOpenOneEndsTheRetries() {
    Failing failing = Failing.times(1000);

    assertThatThrownBy(() -> bench.app("again").run(failing)).isInstanceOf(Stopped.class);

    assertThat(failing.attempts).hasValue(3);
  }

  @Test
  void eachMethodAndEachDirectionHasItsOwn() {
    Policy out = bench.resiliency.policy(new Target.ComponentOut("pubsub", "Pubsub"));
    for (int i = 0; i < 3; i++) {
      fails(bench.app("three"));
      fails(out);
    }

    assertThatThrownBy(() -> succeeds(bench.app("three"))).isInstanceOf(Stopped.class);
    assertThatThrownBy(() -> succeeds(out)).isInstanceOf(Stopped.class);
    assertThat(succeeds(bench.resiliency.policy(new Target.App("three", "other"))))
        .isEqualTo("done");
    assertThat(succeeds(bench.resiliency.policy(new Target.ComponentIn("pubsub", "Pubsub"))))
        .isEqualTo("done");
  }

  private static String fails(Policy policy) {
    return policy.run(Failing.times(1));
  }

  private static String succeeds(Policy policy) {
    return policy.run(Failing.times(0));
  }
}
