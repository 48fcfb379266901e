package io.todochatbot.components.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.HttpMiddleware.Response;
import io.todochatbot.spi.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationCodeTest {
  private final VirtualClock clock = VirtualClock.startingAt(Instant.EPOCH);
  private final Server server =
      new Server(
          asked ->
              asked.body().contains("code=good")
                  ? new Server.Answer(200, "{\"access_token\":\"abc\"}")
                  : new Server.Answer(400, "{}"));
  private final HttpMiddleware middleware =
      new AuthorizationCode(
          new AuthorizationCode.Settings(
              "id",
              "secret",
              List.of("a", "b"),
              "https://login.example/authorize",
              server.url() + "/token",
              "Authorization",
              "https://shop.example/back",
              true,
              "^/private"),
          Server.context(clock));

  @AfterEach
  void close() {
    middleware.close();
    server.close();
  }

  @Test
  void aBrowserSignsInAndGoesOnWhereItWantedTo() {
    Response away = answer("/private/x", "q=1", "");
    assertThat(away.status()).isEqualTo(302);
    assertThat(away.header("location").orElseThrow())
        .startsWith(
            "https://login.example/authorize?access_type=offline&client_id=id"
                + "&redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code&scope=a+b"
                + "&state=");
    Response back = answer("/private/back", "state=" + state(away) + "&code=good", cookie(away));
    assertThat(back.status()).isEqualTo(302);
    assertThat(back.header("location")).contains("https://shop.example/private/x?q=1");
    assertThat(cookie(back)).isNotEqualTo(cookie(away));
    assertThat(text(answer("/private/x", "q=1", cookie(back)))).isEqualTo("Bearer abc");
  }

  @Test
  void otherPathsNeedNoSigningIn() {
    assertThat(text(answer("/public", "", ""))).isEqualTo("nobody");
  }

  @Test
  void aStateThatIsNotTheSessionsOwnIsRefused() {
    Response away = answer("/private", "", "");
    assertThat(text(answer("/private", "state=x&code=good", cookie(away))))
        .isEqualTo("invalid state");
    assertThat(text(answer("/private", "state=" + state(away) + "&code=good", "")))
        .isEqualTo("invalid state");
    assertThat(text(answer("/private", "state=" + state(away), cookie(away))))
        .isEqualTo("code not found");
  }

  @Test
  void aCodeThatTheServerRefusesOpensNothing() {
    Response away = answer("/private", "", "");
    assertThat(answer("/private", "state=" + state(away) + "&code=bad", cookie(away)).status())
        .isEqualTo(500);
    assertThat(answer("/private", "", cookie(away)).status()).isEqualTo(302);
  }

  @Test
  void aSessionThatNobodyUsesEnds() {
    Response away = answer("/private", "", "");
    Response back = answer("/private", "state=" + state(away) + "&code=good", cookie(away));
    clock.advance(Duration.ofHours(1));
    assertThat(answer("/private", "", cookie(back)).status()).isEqualTo(200);
    clock.advance(Duration.ofHours(2));
    assertThat(answer("/private", "", cookie(back)).status()).isEqualTo(302);
  }

  private Response answer(String path, String query, String cookie) {
    return middleware.handle(
        Server.request(
            path, query, cookie.isEmpty() ? Map.of() : Map.of("Cookie", "a=b; " + cookie)),
        next -> Response.text(200, next.header("authorization").orElse("nobody")));
  }

  private static String state(Response away) {
    String location = away.header("location").orElseThrow();
    return location.substring(location.indexOf("state=") + "state=".length());
  }

  private static String cookie(Response response) {
    String cookie = response.header("set-cookie").orElseThrow();
    assertThat(cookie).contains("; HttpOnly").contains("; SameSite=Lax");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static String text(Response response) {
    try (var body = response.body()) {
      return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
