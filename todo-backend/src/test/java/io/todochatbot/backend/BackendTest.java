package io.todochatbot.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendTest {
  @Test
  void listensBeforeTheSidecarIsThereAndSaysWhatIsMissing(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of(), false)) {
      RunningBackend.Got ready = backend.send("GET", "/ready", "");
      assertThat(backend.send("GET", "/healthz", "").status()).isEqualTo(200);
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().path("detail").asText()).isEqualTo("Not reachable: sidecar, secret");
      assertThat(ready.json().path("missing").path("sidecar").asText())
          .isEqualTo("connection refused");
      assertThat(
              backend
                  .send("POST", "/api/session", "{\"token\":\"" + RunningBackend.TOKEN + "\"}")
                  .status())
          .isEqualTo(503);

      backend.dapr().up();

      backend.awaitReady();
    }
  }

  @Test
  void tellsUnderWhichNamesItRuns(@TempDir Path data) {
    Map<String, String> names =
        Map.of(
            "DAPR_APP_ID", "my-backend",
            "DAPR_CONFIG", "my-config",
            "DAPR_STATE_STORE", "my-store",
            "DAPR_PUBSUB", "my-pubsub",
            "DAPR_SECRET_STORE", "my-secrets");
    try (RunningBackend backend = new RunningBackend(data, names)) {
      assertThat(backend.send("GET", "/api/about", "").body())
          .isEqualTo(
              "{\"app_id\":\"my-backend\",\"configuration\":\"my-config\","
                  + "\"state_store\":\"my-store\",\"pubsub\":\"my-pubsub\","
                  + "\"secret_store\":\"my-secrets\",\"events_waiting\":0}");
    }
  }

  @Test
  void tasksAreStillThereAfterARestart(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      backend.add("buy milk");
    }
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      assertThat(backend.send("GET", "/api/tasks", "").body()).contains("buy milk");
    }
  }

  @Test
  void aLockedDatabaseIsAnErrorThatTheUserSees(@TempDir Path data) throws Exception {
    try (RunningBackend backend = new RunningBackend(data, Map.of());
        Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("backend.db"));
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");

      RunningBackend.Got said = backend.send("POST", "/api/chat", "{\"message\":\"add buy milk\"}");
      assertThat(said.status()).isEqualTo(503);
      assertThat(said.json().path("detail").asText())
          .contains("locked by another program")
          .contains("Nothing was changed");

      lock.execute("ROLLBACK");
      assertThat(backend.send("GET", "/api/tasks", "").json().path("count").asInt()).isZero();
      backend.add("buy milk");
      assertThat(backend.eventTypes(1)).containsExactly("TASK_CREATED");
    }
  }

  @Test
  void closesItsConnectionsToTheSidecar(@TempDir Path data) {
    RunningBackend backend = new RunningBackend(data, Map.of());

    backend.close();

    assertThat(backend.dapr().closed()).isTrue();
  }

  @Test
  void aPortInUseIsSaid(@TempDir Path data, @TempDir Path other) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      Map<String, String> same = Map.of("APP_PORT", Integer.toString(backend.port()));

      assertThatThrownBy(() -> new RunningBackend(other, same))
          .hasMessageContaining("Can't listen on 127.0.0.1:" + backend.port() + " (APP_PORT)");
    }
  }
}
