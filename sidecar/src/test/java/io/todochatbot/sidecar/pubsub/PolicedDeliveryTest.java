package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.resources.Resources;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.resiliency.Resiliency;
import io.todochatbot.sidecar.resiliency.Target;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.PubSub;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicedDeliveryTest {
  private static final String JSON = "application/json";

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"bulkSubscribe\":{\"enabled\":true,\"maxAwaitDurationMs\":10}"})
  void deliversFiveTimesForFourRetries(String bulk) {
    try (Stage stage = stage("{retry: four}")) {
      stage.app.answering("/t", 500, "");
      subscribe(stage, bulk).publish("/v1.0/publish/pubsub/t", JSON, "1");

      assertThat(stage.app.at("/t")).hasSize(5);
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY);
    }
  }

  @Test
  void deliversOnceWhatItsCodesDoNotMatch() {
    try (Stage stage = stage("{retry: some}")) {
      stage.app.answering("/t", 503, "");
      subscribe(stage, "").publish("/v1.0/publish/pubsub/t", JSON, "1");

      assertThat(stage.app.at("/t")).hasSize(1);
    }
  }

  @Test
  void anOpenBreakerGivesMessagesBackUndelivered() {
    try (Stage stage = stage("{circuitBreaker: two}")) {
      stage.app.answering("/t", 500, "");
      subscribe(stage, "");
      for (int i = 0; i < 4; i++) {
        stage.publish("/v1.0/publish/pubsub/t", JSON, "1");
      }

      assertThat(stage.app.at("/t")).hasSize(2);
      assertThat(stage.broker.outcomes).hasSize(4).containsOnly(PubSub.Outcome.RETRY);
    }
  }

  private static Stage stage(String inbound) {
    Log log =
        new Log(
            new Log.Sink(
                "my-app",
                "here",
                "test",
                Log.Level.FATAL,
                false,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                InstantSource.system()),
            "dapr.runtime");
    Resiliency resiliency =
        Resiliency.of(
            Resources.parse("resiliency.yaml", policies(inbound)).resiliencies(),
            Clock.system(),
            Metrics.hidden().resiliency(),
            log);
    return Stage.withPolicy(
        DeliveryPolicy.of(pubsub -> resiliency.policy(new Target.ComponentIn(pubsub, "Pubsub"))));
  }

  private static Stage subscribe(Stage stage, String bulk) {
    return stage.subscribing(
        "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\"" + bulk + "}]");
  }

  private static String policies(String inbound) {
    return """
      apiVersion: dapr.io/v1alpha1
      kind: Resiliency
      metadata: {name: res}
      spec:
        policies:
          retries:
            four: {duration: 1ms, maxRetries: 4}
            some: {duration: 1ms, maxRetries: 4, matching: {httpStatusCodes: "500"}}
          circuitBreakers:
            two: {timeout: 1h, trip: consecutiveFailures >= 2}
        targets:
          components:
            pubsub: {inbound: %s}
      """
        .formatted(inbound);
  }
}
