package io.todochatbot.sidecar.resiliency;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.resiliency.Bench.Failing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private static final String DEFAULTS =
      """
      policies:
        retries:
          DefaultRetryPolicy: {duration: 1ms, maxRetries: 1}
          DefaultAppRetryPolicy: {duration: 1ms, maxRetries: 2}
          DefaultComponentRetryPolicy: {duration: 1ms, maxRetries: 3}
          DefaultComponentInboundRetryPolicy: {duration: 1ms, maxRetries: 4}
          DefaultPubsubComponentInboundRetryPolicy: {duration: 1ms, maxRetries: 5}
          five: {duration: 1ms, maxRetries: 5}
      targets:
        apps:
          plain: {}
        components:
          pubsub: {inbound: {retry: five}}
      """;

  @Test
  void theMostSpecificDefaultCounts() {
    Resiliency defaults = new Bench(DEFAULTS).resiliency;

    assertThat(attempts(defaults, new Target.App("any", "m"))).isEqualTo(3);
    assertThat(attempts(defaults, new Target.ComponentOut("any", "Pubsub"))).isEqualTo(4);
    assertThat(attempts(defaults, new Target.ComponentIn("any", "Binding"))).isEqualTo(5);
    assertThat(attempts(defaults, new Target.ComponentIn("any", "Pubsub"))).isEqualTo(6);
  }

  @Test
  void theGeneralDefaultCountsWhereNoOtherDoes() {
    Resiliency defaults =
        new Bench("policies: {retries: {DefaultRetryPolicy: {duration: 1ms, maxRetries: 1}}}")
            .resiliency;

    assertThat(attempts(defaults, new Target.App("any", "m"))).isEqualTo(2);
    assertThat(attempts(defaults, new Target.ComponentIn("any", "Pubsub"))).isEqualTo(2);
  }

  @Test
  void aNamedTargetTakesNoDefaults() {
    Resiliency defaults = new Bench(DEFAULTS).resiliency;

    assertThat(attempts(defaults, new Target.App("plain", "m"))).isEqualTo(1);
    assertThat(attempts(defaults, new Target.ComponentIn("pubsub", "Pubsub"))).isEqualTo(6);
    assertThat(attempts(defaults, new Target.ComponentOut("pubsub", "Pubsub"))).isEqualTo(1);
  }

  @Test
  void sidecarsAreRetriedByItselfOnlyWhereNoPolicySaysMore() {
    Target.App target = new Target.App("callee", "m");

    assertThat(new Bench("targets: {apps: {other: {}}}").resiliency.serviceRetries(target))
        .isEqualTo(new Resiliency.BuiltIn(3, Duration.ofSeconds(1)));
    assertThat(new Bench("targets: {apps: {callee: {}}}").resiliency.serviceRetries(target).max())
        .isZero();
    assertThat(new Bench(DEFAULTS).resiliency.serviceRetries(target).max()).isZero();
  }

  @Test
  void builtInRetriesCanBeChangedButNotToFewerThanThree() {
    Target.App target = new Target.App("callee", "m");
    Bench more =
        new Bench(
            "policies: {retries: {DaprBuiltInServiceRetries: {duration: 2ms, maxRetries: 7}}}");
    Bench fewer =
        new Bench(
            "policies: {retries: {DaprBuiltInServiceRetries: {duration: 2ms, maxRetries: 1}}}");

    assertThat(more.resiliency.serviceRetries(target))
        .isEqualTo(new Resiliency.BuiltIn(7, Duration.ofMillis(2)));
    assertThat(fewer.resiliency.serviceRetries(target).max()).isEqualTo(3);
    assertThat(fewer.log())
        .contains(
            "Attempted override of DaprBuiltInServiceRetries did not meet minimum retry count,"
                + " resetting to 3.");
  }

  private static int attempts(Resiliency resiliency, Target target) {
    Failing failing = Failing.times(1000);
    resiliency.policy(target).run(failing);
    return failing.attempts.get();
  }
}
