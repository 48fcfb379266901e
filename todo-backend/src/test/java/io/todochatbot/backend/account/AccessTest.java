package io.todochatbot.backend.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.backend.RunningBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final String SIGN_IN = "{\"token\":\"" + RunningBackend.TOKEN + "\"}";

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static int tasks(RunningBackend backend, Map<String, String> headers) {
    return backend.send("GET", "/api/tasks", "", headers).status();
  }

  @Test
  void signingInMakesASession(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      RunningBackend.Got got = backend.send("POST", "/api/session", SIGN_IN);
      String session = got.json().path("session").asText();

      assertThat(got.status()).isEqualTo(201);
      assertThat(got.json().path("user").path("id").asText()).isEqualTo("local");
      assertThat(tasks(backend, bearer(session))).isEqualTo(200);
      assertThat(backend.dapr().stateKeys())
          .singleElement()
          .asString()
          .startsWith("session:")
          .doesNotContain(session);
      assertThat(backend.eventTypes(2)).containsExactly("USER_CREATED", "USER_LOGIN");

      backend.send("POST", "/api/session", SIGN_IN);

      assertThat(backend.eventTypes(3)).endsWith("USER_LOGIN");
      assertThat(backend.dapr().published()).allMatch(e -> e.topic().equals("user-events"));
    }
  }

  @Test
  void aSessionEnds(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      String first = session(backend);
      String second = session(backend);

      backend.send("DELETE", "/api/session", "", bearer(first));
      assertThat(tasks(backend, bearer(first))).isEqualTo(401);
      assertThat(tasks(backend, bearer(second))).isEqualTo(200);

      backend.clock().advance(Duration.ofDays(31));
      assertThat(tasks(backend, bearer(second))).isEqualTo(401);
    }
  }

  @Test
  void anotherDatabasePasswordEndsEverySession(@TempDir Path data) {
    String session;
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      session = session(backend);
      assertThat(tasks(backend, bearer(session))).isEqualTo(200);
    }
    SigningKey same = new SigningKey("a-secret-of-the-tests");
    SigningKey other = new SigningKey("another");

    assertThat(same.signed(session)).isTrue();
    assertThat(other.signed(session)).isFalse();
    assertThat(same.signed(session + "x")).isFalse();
    assertThat(same.signed("nonsense")).isFalse();
  }

  @Test
  void aWrongTokenIsRefusedWhereverItComesFrom(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      assertThat(backend.send("POST", "/api/session", "{\"token\":\"wrong\"}").status())
          .isEqualTo(401);
      assertThat(tasks(backend, bearer("wrong"))).isEqualTo(401);
      assertThat(tasks(backend, Map.of("Authorization", "Basic eDp5"))).isEqualTo(401);
      assertThat(tasks(backend, bearer(RunningBackend.TOKEN))).isEqualTo(200);
    }
  }

  @Test
  void withoutAnAppTokenTheMachineItselfIsTheLocalUser(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      assertThat(tasks(backend, Map.of())).isEqualTo(200);
      assertThat(tasks(backend, Map.of("Origin", "https://evil.example"))).isEqualTo(401);
      assertThat(tasks(backend, Map.of("Sec-Fetch-Site", "cross-site"))).isEqualTo(401);
    }
  }

  @Test
  void withAnAppTokenOnlyTheSidecarMayAskWithoutCredentials(@TempDir Path data) {
    try (RunningBackend backend =
        new RunningBackend(data, Map.of("APP_API_TOKEN", "the-app-token"))) {
      assertThat(tasks(backend, Map.of())).isEqualTo(401);
      assertThat(tasks(backend, Map.of("dapr-api-token", "wrong"))).isEqualTo(401);
      assertThat(tasks(backend, Map.of("dapr-api-token", "the-app-token"))).isEqualTo(200);
      assertThat(tasks(backend, bearer(RunningBackend.TOKEN))).isEqualTo(200);
    }
  }

  @Test
  void everyRouteOfTheApiAsksWhoYouAre(@TempDir Path data) {
    Map<String, String> page = Map.of("Origin", "https://evil.example");
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      String id = backend.add("buy milk");
      for (String route :
          new String[] {
            "GET /api/tasks",
            "POST /api/tasks",
            "GET /api/tasks/" + id,
            "PUT /api/tasks/" + id,
            "PATCH /api/tasks/" + id,
            "DELETE /api/tasks/" + id,
            "POST /api/tasks/" + id + "/complete",
            "POST /api/tasks/" + id + "/reopen",
            "POST /api/chat",
            "GET /api/me",
            "DELETE /api/session"
          }) {
        String[] part = route.split(" ", 2);
        assertThat(backend.send(part[0], part[1], "{\"title\":\"x\",\"message\":\"x\"}", page))
            .as(route)
            .extracting(RunningBackend.Got::status)
            .isEqualTo(401);
      }
    }
  }

  private static String session(RunningBackend backend) {
    return backend.send("POST", "/api/session", SIGN_IN).json().path("session").asText();
  }
}
