package io.todochatbot.components.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
  private final VirtualClock clock = VirtualClock.startingAt(Instant.EPOCH);
  private final AtomicReference<Server.Answer> answer =
      new AtomicReference<>(
          new Server.Answer(
              200, "{\"access_token\":\"abc\",\"token_type\":\"bearer\",\"expires_in\":60}"));
  private final Server server =
      new Server(
          asked ->
              asked.path().equals("/body-only") && !asked.authorization().isEmpty()
                  ? new Server.Answer(401, "{}")
                  : answer.get());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eachRequestShowsATokenThatIsAskedForOnceWhileItIsGood() {
    try (HttpMiddleware middleware = middleware("/token", 0, "")) {
      assertThat(shown(middleware, "/a")).isEqualTo("Bearer abc");
      assertThat(shown(middleware, "/b")).isEqualTo("Bearer abc");
      assertThat(server.asked()).hasSize(1);
      assertThat(server.asked().getFirst().body())
          .isEqualTo("grant_type=client_credentials&scope=read+write&audience=shop");
      assertThat(server.asked().getFirst().authorization()).isEqualTo("Basic aWQ6c2UlM0FjcmV0");
      clock.advance(Duration.ofSeconds(51));
      assertThat(shown(middleware, "/a")).isEqualTo("Bearer abc");
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void aServerThatWantsTheCredentialsInTheBodyGetsThemThere() {
    try (HttpMiddleware middleware = middleware("/body-only", 0, "")) {
      assertThat(shown(middleware, "/a")).isEqualTo("Bearer abc");
      assertThat(server.asked().getLast().body()).endsWith("&client_id=id&client_secret=se%3Acret");
    }
  }

  @Test
  void onlyPathsThatMatchTheFilterShowOne() {
    try (HttpMiddleware middleware = middleware("/token", 1, "^/private")) {
      assertThat(shown(middleware, "/public")).isEmpty();
      assertThat(shown(middleware, "/private/x")).isEqualTo("Bearer abc");
    }
  }

  @Test
  void withoutATokenNothingPasses() {
    answer.set(new Server.Answer(500, "{}"));
    try (HttpMiddleware middleware = middleware("/token", 2, "")) {
      assertThat(
              middleware
                  .handle(
                      Server.request("/a", "", Map.of()),
                      next -> HttpMiddleware.Response.text(200, "passed"))
                  .status())
          .isEqualTo(500);
    }
  }

  @Test
  void aStyleThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> middleware("/token", 3, ""))
        .hasMessage(
            "metadata errors: Parameter 'authStyle' can only have the values 0,1,2. Received: '3'. ");
  }

  private static String shown(HttpMiddleware middleware, String path) {
    AtomicReference<String> shown = new AtomicReference<>("");
    middleware.handle(
        Server.request(path, "", Map.of()),
        next -> {
          shown.set(next.header("x-token").orElse(""));
          return HttpMiddleware.Response.text(200, "ok");
        });
    return shown.get();
  }

  private HttpMiddleware middleware(String path, int style, String filter) {
    return new ClientCredentials(
        new ClientCredentials.Settings(
            "id",
            "se:cret",
            List.of("read", "write"),
            server.url() + path,
            "x-token",
            "audience=shop",
            style,
            filter),
        Server.context(clock));
  }
}
