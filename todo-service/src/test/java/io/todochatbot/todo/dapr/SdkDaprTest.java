package io.todochatbot.todo.dapr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.todo.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each variable that speaks of the sidecar shows in what arrives at the sidecar's ports. */
class SdkDaprTest {
  private final RecordingSidecar sidecar;
  private final SdkDapr dapr;

  SdkDaprTest() throws IOException {
    sidecar = new RecordingSidecar();
    dapr =
        new SdkDapr(
            Environment.of(
                    Map.of(
                        "DAPR_HTTP_PORT", Integer.toString(sidecar.httpPort()),
                        "DAPR_GRPC_PORT", Integer.toString(sidecar.grpcPort()),
                        "DAPR_STATE_STORE", "my-store",
                        "DAPR_PUBSUB", "my-pubsub",
                        "DAPR_SECRET_STORE", "my-secrets",
                        "DAPR_API_TOKEN", "my-token"))
                .sidecar());
  }

  @BeforeEach
  void isUp() {
    dapr.check();
    assertThat(sidecar.calls).anyMatch(call -> call.contains("/v1.0/healthz/outbound"));
    sidecar.calls.clear();
    sidecar.tokens.clear();
  }

  @AfterEach
  void showedItsTokenAtEveryCall() {
    dapr.close();
    sidecar.close();
    assertThat(sidecar.tokens).isNotEmpty().allMatch("my-token"::equals);
  }

  @Test
  void publishesJsonAsItIs() {
    dapr.publish("todo-events", "{\"a\":1}", Map.of("partitionKey", "local"));

    assertThat(sidecar.calls)
        .singleElement()
        .asString()
        .startsWith("publish my-pubsub todo-events application/json {\"a\":1}")
        .contains("partitionKey=local");
  }

  @Test
  void stateHasATimeToLive() {
    dapr.saveState("k", "{\"a\":1}", Duration.ofMinutes(2));

    assertThat(dapr.state("k")).hasValue("{\"a\":1}");
    dapr.deleteState("k");
    assertThat(dapr.state("k")).isEmpty();
    assertThat(sidecar.calls).containsExactly("save my-store k {\"a\":1} 120", "delete my-store k");
  }

  @Test
  void readsASecret() {
    assertThat(dapr.secret("database-password")).isEqualTo("s3cret");
    assertThat(sidecar.calls).containsExactly("secret my-secrets database-password");
  }

  @Test
  void invokesAnotherServiceOverHttp() {
    Reply reply =
        dapr.invoke(
            new Invocation(
                "backend", "POST", "/api/tasks", Map.of("q", List.of("a b")), Map.of(), "{}"));

    assertThat(reply).isEqualTo(new Reply(200, "{\"ok\":true}"));
    assertThat(sidecar.calls)
        .containsExactly("POST /v1.0/invoke/backend/method/api/tasks?q=a+b {}");
  }

  @Test
  void aRefusalOfTheOtherServiceIsAnAnswer() {
    assertThat(dapr.invoke(Invocation.get("backend", "/refuse", Map.of())))
        .isEqualTo(new Reply(409, "refused"));
  }

  @Test
  void aSidecarThatIsNotThereIsNamed() {
    dapr.deleteState("the other client reaches its own sidecar");
    try (SdkDapr lost =
        new SdkDapr(
            Environment.of(
                    Map.of(
                        "DAPR_HTTP_PORT", "1",
                        "DAPR_GRPC_PORT", "1",
                        "DAPR_API_TOKEN", "my-token"))
                .sidecar())) {
      assertThatThrownBy(lost::check)
          .isInstanceOf(DaprFailure.class)
          .hasMessageContaining("127.0.0.1:1 can't be reached: Connection refused");
      assertThatThrownBy(() -> lost.publish("t", "{}", Map.of()))
          .isInstanceOf(DaprFailure.class)
          .hasMessageContaining("could not publish to pubsub-kafka/t");
    }
  }
}
