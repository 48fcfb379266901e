package io.todochatbot.components.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.HttpMiddleware;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What routeralias and routerchecker make of a request's path. */
class RoutesTest {
  private static final HttpMiddleware.Next ECHO =
      request ->
          HttpMiddleware.Response.text(
              200,
              request.query().isEmpty() ? request.path() : request.path() + "?" + request.query());

  @Test
  void aPathGetsItsOtherNameAndKeepsItsQuery() {
    HttpMiddleware alias = alias(Map.of("routes", "{\n\t\"/a\": \"/b\", \"/c d\": \"/e f\"}"));
    assertThat(answer(alias, "/a", "x=1")).isEqualTo("/b?x=1");
    assertThat(answer(alias, "/c%20d", "")).isEqualTo("/e%20f");
    assertThat(answer(alias, "/a/", "")).isEqualTo("/a/");
  }

  @Test
  void routesMayBeWrittenInYaml() {
    assertThat(answer(alias(Map.of("routes", "/a: /b\n/c: /d\n")), "/c", "")).isEqualTo("/d");
  }

  @Test
  void variablesOfThePathGoIntoTheQuery() {
    HttpMiddleware alias = alias(Map.of("routes", "{\"/v1/{store}/{key:[0-9]+}\": \"/get\"}"));
    assertThat(answer(alias, "/v1/s%26t/42", "key=a&b"))
        .isEqualTo("/get?b=&key=a&key=42&store=s%26t");
    assertThat(answer(alias, "/v1/s/x", "")).isEqualTo("/v1/s/x");
  }

  @Test
  void withoutRoutesEachEntryOfTheMetadataIsOne() {
    assertThat(answer(alias(Map.of("/a", "/b", "/c", "/d")), "/c", "")).isEqualTo("/d");
  }

  @Test
  void routesThatCantBeReadAreRefused() {
    assertThatThrownBy(() -> alias(Map.of("routes", "[1, 2]")))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith("failed to decode 'routes' property as JSON or YAML");
    assertThatThrownBy(() -> alias(Map.of("routes", "{\"/{a:(}\": \"/b\"}")))
        .hasMessageStartingWith("the route \"/{a:(}\" to \"/b\" can't be read");
    assertThatThrownBy(() -> alias(Map.of("routes", "{\"/a\": \"\"}")))
        .hasMessage("invalid key/value pair in metadata: must not be empty");
  }

  @Test
  void onlyPathsThatFollowTheRulePass() {
    RouterChecker checker = new RouterChecker(new RouterChecker.Settings("^[A-Za-z0-9/._-]+$"));
    assertThat(answer(checker, "/v1.0/invoke/qcg.default/method", "")).startsWith("/v1.0");
    HttpMiddleware.Response refused = checker.handle(request("/v1.0/invoke/", "a=1"), ECHO);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(RoutesTest.text(refused)).isEqualTo("invalid router");
    assertThatThrownBy(() -> new RouterChecker(new RouterChecker.Settings("(")))
        .hasMessageStartingWith("failed to compile rule regexp: ");
  }

  private static HttpMiddleware alias(Map<String, String> metadata) {
    return new RouterAlias(
        new RouterAlias.Settings(metadata.getOrDefault("routes", "")), context(metadata));
  }

  private static String answer(HttpMiddleware middleware, String path, String query) {
    return text(middleware.handle(request(path, query), ECHO));
  }

  static String text(HttpMiddleware.Response response) {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static HttpMiddleware.Request request(String path, String query) {
    return new HttpMiddleware.Request(
        "GET",
        path,
        query,
        "host:1",
        "10.0.0.1:2",
        List.of(),
        new ByteArrayInputStream(new byte[0]),
        OptionalLong.of(0));
  }

  static ComponentContext context(Map<String, String> metadata) {
    return new ComponentContext(
        "m", "app", "", "test", Clock.system(), metadata, System.getLogger("test"));
  }
}
