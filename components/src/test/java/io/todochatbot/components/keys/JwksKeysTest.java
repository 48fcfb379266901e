package io.todochatbot.components.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.Form;
import io.todochatbot.spi.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksKeysTest {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final TestContext context = new TestContext();

  @Test
  void findsKeysOfTheResourceByTheirIds() {
    JwksKeys keys = open(set("one", "two"));

    assertThat(text(keys, "one")).isEqualTo("{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"one\"}");
    assertThat(keys.key("two").form()).isEqualTo(Form.JWK);
    assertThatThrownBy(() -> keys.key("three"))
        .isInstanceOf(ComponentException.NotFound.class)
        .hasMessage("key not found");
  }

  @Test
  void readsTheSetInBase64AndASingleKey() {
    byte[] set = set("one").getBytes(StandardCharsets.UTF_8);
    String padded = Base64.getEncoder().encodeToString(set);
    String bare = Base64.getEncoder().withoutPadding().encodeToString(set);

    assertThat(text(open(padded), "one")).contains("\"one\"");
    assertThat(text(open(bare), "one")).contains("\"one\"");
    assertThat(text(open(key("alone")), "alone")).contains("\"alone\"");
  }

  @Test
  void readsAFileAgainWhenItHasChanged() throws IOException {
    Path file = Files.writeString(folder.resolve("set.json"), set("old"));
    JwksKeys keys = open(file.toString());
    assertThat(text(keys, "old")).contains("\"old\"");

    Files.writeString(file, set("newer"));
    assertThat(text(keys, "newer")).contains("\"newer\"");

    Files.writeString(file, "no set");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(text(keys, "newer")).contains("\"newer\"");
  }

  @Test
  void asksAUrlAgainOnceTheIntervalHasPassed() throws IOException {
    AtomicReference<String> answer = new AtomicReference<>(set("old"));
    HttpServer server = serve(answer);
    try {
      JwksKeys keys = open("http://127.0.0.1:" + server.getAddress().getPort() + "/set");
      answer.set(set("old", "new"));

      assertThatThrownBy(() -> keys.key("new")).hasMessage("key not found");
      context.advance(INTERVAL);
      assertThat(text(keys, "new")).contains("\"new\"");

      answer.set(set("newest"));
      context.advance(INTERVAL);
      assertThat(text(keys, "new")).contains("\"new\"");
      await().untilAsserted(() -> assertThat(text(keys, "newest")).contains("\"newest\""));

      answer.set("");
      context.advance(INTERVAL);
      assertThat(text(keys, "newest")).contains("\"newest\"");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesAUrlThatDoesNotAnswerWithASet() throws IOException {
    HttpServer server = serve(new AtomicReference<>(""));
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/set";
      assertThatThrownBy(() -> open(url))
          .hasMessage(
              "failed to init cache: failed to fetch JWKS: failed to fetch \""
                  + url
                  + "\": status 404 (expected: 200)");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nonexistent", "{}", "{\"keys\":[{\"kty\":\"foo\"}]}", "{\"keys\":"})
  void refusesWhatIsNoSet(String jwks) {
    assertThatThrownBy(() -> open(jwks))
        .hasMessage(
            "failed to init cache: failed to parse property 'location': not a URL, path to local"
                + " file, or JSON value (optionally base64-encoded)");
  }

  @Test
  void refusesAResourceWithoutASet() throws IOException {
    Path file = Files.writeString(folder.resolve("no.json"), "no set");
    assertThatThrownBy(() -> open(""))
        .hasMessage("failed to load metadata: metadata property 'jwks' is required");
    assertThatThrownBy(
            () -> new JwksKeys(new JwksKeys.Settings("", INTERVAL, INTERVAL), context.context()))
        .hasMessage("empty metadata properties");
    assertThatThrownBy(() -> open(file.toString()))
        .hasMessageStartingWith(
            "failed to init cache: failed to parse JWKS file: failed to unmarshal JWK set: ");
  }

  private JwksKeys open(String jwks) {
    ComponentContext plain = context.context();
    return new JwksKeys(
        new JwksKeys.Settings(jwks, Duration.ofSeconds(5), INTERVAL),
        new ComponentContext(
            plain.name(),
            plain.appId(),
            plain.namespace(),
            plain.instance(),
            plain.clock(),
            Map.of("jwks", jwks),
            plain.log()));
  }

  private static HttpServer serve(AtomicReference<String> answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String set(String... ids) {
    StringBuilder set = new StringBuilder("{\"keys\":[");
    for (int i = 0; i < ids.length; i++) {
      set.append(i == 0 ? "" : ",").append(key(ids[i]));
    }
    return set.append("]}").toString();
  }

  private static String key(String id) {
    return "{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"" + id + "\"}";
  }

  private static String text(JwksKeys keys, String id) {
    return new String(keys.key(id).bytes(), StandardCharsets.UTF_8);
  }
}
