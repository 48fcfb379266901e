package io.todochatbot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.resources.Resiliency;
import io.todochatbot.resources.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The policies that the Todo Chatbot comes with. */
final class ResiliencyFilesTest {
  @Test
  void aMachineAndAClusterHaveTheSamePolicies() throws IOException {
    String local = Files.readString(Path.of("..", "dapr", "local", "resiliency.yaml"));
    String cluster = Files.readString(Path.of("..", "dapr", "resiliency.yaml"));

    assertThat(document(local)).isEqualTo(document(cluster));
  }

  @Test
  void theySayWhatTheShorthandMeant() {
    Resources read = Resources.read(List.of(Path.of("..", "dapr", "resiliency.yaml")));
    assertThat(read.problems()).isEmpty();
    Resiliency.Spec spec = read.resiliencies().getFirst().spec();

    Resiliency.ComponentTarget broker = named(spec.targets().components(), "pubsub-kafka");
    Resiliency.App backend = named(spec.targets().apps(), "todo-chatbot-backend");
    Resiliency.CircuitBreaker breaker =
        named(spec.policies().circuitBreakers(), broker.outbound().circuitBreaker());

    assertThat(broker.inbound()).isEqualTo(broker.outbound());
    assertThat(backend.circuitBreaker()).isEqualTo(broker.outbound().circuitBreaker());
    assertThat(named(spec.policies().timeouts(), backend.timeout()))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(named(spec.policies().retries(), backend.retry()).maxRetries()).isEqualTo(3);
    assertThat(named(spec.policies().retries(), broker.outbound().retry()).maxRetries())
        .isEqualTo(3);
    assertThat(breaker.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(breaker.timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  private static <T> T named(Map<String, T> all, String name) {
    return Optional.ofNullable(all.get(name)).orElseThrow();
  }

  private static String document(String file) {
    return file.substring(file.indexOf("apiVersion:"));
  }
}
