package io.todochatbot.todo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  @Test
  void everyVariableHasItsDefault() {
    assertThat(Environment.of(Map.of()))
        .isEqualTo(
            new Environment(
                new Environment.Web(3000, "127.0.0.1", null),
                new Environment.Sidecar(
                    3500,
                    50001,
                    null,
                    "todo-chatbot-config",
                    "statestore",
                    "pubsub-kafka",
                    "kubernetes-secrets",
                    null),
                new Environment.Peers("todo-chatbot-backend", "todo-chatbot-analytics"),
                Path.of("data"),
                null,
                ZoneId.systemDefault()));
  }

  @Test
  void everyVariableCanBeSet() {
    Map<String, String> all =
        Map.ofEntries(
            Map.entry("APP_PORT", "0"),
            Map.entry("TODO_LISTEN_ADDRESS", "0.0.0.0"),
            Map.entry("APP_API_TOKEN", "app-token"),
            Map.entry("DAPR_HTTP_PORT", "3501"),
            Map.entry("DAPR_GRPC_PORT", "50002"),
            Map.entry("DAPR_APP_ID", "mine"),
            Map.entry("DAPR_CONFIG", "config"),
            Map.entry("DAPR_STATE_STORE", "store"),
            Map.entry("DAPR_PUBSUB", "pubsub"),
            Map.entry("DAPR_SECRET_STORE", "secrets"),
            Map.entry("DAPR_API_TOKEN", "api-token"),
            Map.entry("TODO_BACKEND_APP_ID", "b"),
            Map.entry("TODO_ANALYTICS_APP_ID", "a"),
            Map.entry("TODO_DATA_DIR", "/somewhere"),
            Map.entry("TODO_SIGN_IN_TOKEN", "sign-in"),
            Map.entry("TODO_TIME_ZONE", "Europe/Berlin"));

    assertThat(Environment.of(all))
        .isEqualTo(
            new Environment(
                new Environment.Web(0, "0.0.0.0", "app-token"),
                new Environment.Sidecar(
                    3501, 50002, "mine", "config", "store", "pubsub", "secrets", "api-token"),
                new Environment.Peers("b", "a"),
                Path.of("/somewhere"),
                "sign-in",
                ZoneId.of("Europe/Berlin")));
  }

  @Test
  void blankIsAsGoodAsMissing() {
    assertThat(Environment.of(Map.of("DAPR_PUBSUB", "  ")).sidecar().pubsub())
        .isEqualTo("pubsub-kafka");
  }

  @Test
  void aServiceHasAnAppIdOfItsOwnUntilItIsGivenAnother() {
    assertThat(Environment.of(Map.of()).sidecar().appIdOr("own")).isEqualTo("own");
    assertThat(Environment.of(Map.of("DAPR_APP_ID", "given")).sidecar().appIdOr("own"))
        .isEqualTo("given");
  }

  @Test
  void namesEveryVariableThatCannotBeUsed() {
    Map<String, String> bad =
        Map.of(
            "APP_PORT", "http",
            "DAPR_HTTP_PORT", "0",
            "DAPR_GRPC_PORT", "70000",
            "TODO_TIME_ZONE", "Mars",
            "TODO_DATA_DIR", "a\0b");

    assertThatThrownBy(() -> Environment.of(bad))
        .isInstanceOf(Environment.BadEnvironment.class)
        .hasMessageContaining("APP_PORT=\"http\" (expected: a port number, 0 to 65535)")
        .hasMessageContaining("DAPR_HTTP_PORT=\"0\" (expected: a port number, 1 to 65535)")
        .hasMessageContaining("DAPR_GRPC_PORT=\"70000\"")
        .hasMessageContaining("TODO_TIME_ZONE=\"Mars\" (expected: a time zone")
        .hasMessageContaining("TODO_DATA_DIR=");
  }
}
