package io.todochatbot.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorsTest {
  private static final Map<String, String> PREFLIGHT =
      Map.of(
          "Origin", "http://page.test",
          "Access-Control-Request-Method", "GET",
          "Access-Control-Request-Headers", "x-one");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void answersAPreflightWithoutAToken() {
    try (Rig rig = rig("*")) {
      HttpClientResponse answer = ask(rig, "OPTIONS", PREFLIGHT);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(answer.getHeader("Access-Control-Allow-Methods")).isEqualTo("GET");
      assertThat(answer.getHeader("Access-Control-Allow-Headers")).isEqualTo("x-one");
      assertThat(answer.headers().getAll("Vary"))
          .containsExactly(
              "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");
    }
  }

  @Test
  void namesTheOriginThatItAllowsAndNoOther() {
    try (Rig rig = rig("http://other.test, http://*.test")) {
      assertThat(origin(rig, "http://page.test")).contains("http://page.test");
      assertThat(origin(rig, "http://page.example")).isEmpty();
    }
  }

  @Test
  void stillAsksForTheTokenInWhatFollows() {
    try (Rig rig = rig("*")) {
      HttpClientResponse answer = ask(rig, "GET", Map.of("Origin", "http://page.test"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
    }
  }

  @Test
  void isOffUnlessOriginsAreNamed() {
    try (Rig rig = rig("")) {
      HttpClientResponse answer = ask(rig, "OPTIONS", PREFLIGHT);
      assertThat(answer.statusCode()).isNotEqualTo(200);
      assertThat(answer.getHeader("Vary")).isNull();
    }
  }

  private Optional<String> origin(Rig rig, String origin) {
    HttpClientResponse answer =
        ask(rig, "OPTIONS", Map.of("Origin", origin, "Access-Control-Request-Method", "GET"));
    return Optional.ofNullable(answer.getHeader("Access-Control-Allow-Origin"));
  }

  private static Rig rig(String origins) {
    return Rig.start(
        Sidecar.builder()
            .appId("my-app")
            .environment(Map.of("DAPR_API_TOKEN", "secret"))
            .flag("allowed-origins", origins));
  }

  // Java's own client lets nobody set the Origin header
  private HttpClientResponse ask(Rig rig, String method, Map<String, String> headers) {
    return vertx
        .createHttpClient()
        .request(
            HttpMethod.valueOf(method), rig.sidecar().httpPort(), "127.0.0.1", "/v1.0/metadata")
        .compose(
            request -> {
              request.headers().setAll(headers);
              return request.send();
            })
        .await();
  }
}
