package io.todochatbot.components.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todochatbot.spi.OutputBinding;
import io.todochatbot.spi.OutputBinding.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpBindingTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private Service service;

  @BeforeEach
  void start() throws IOException {
    service = new Service(HttpServer.create(), this::answer);
  }

  @AfterEach
  void stop() {
    never.countDown();
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "create,POST,data",
    "post,POST,data",
    "put,PUT,data",
    "patch,PATCH,data",
    "get,GET,''",
    "delete,DELETE,''",
    "options,OPTIONS,''",
    "trace,TRACE,''"
  })
  void sendsTheOperationAsVerb(String operation, String verb, String body) {
    OutputBinding.Result result = invoke("/x", operation, Map.of());
    assertThat(text(result)).isEqualTo("got");
    assertThat(result.metadata())
        .containsEntry("statusCode", "200")
        .containsEntry("status", "200 OK")
        .containsEntry("X-Some-Thing", "a, b")
        .containsKey("Date");
    Service.Received received = service.received.getFirst();
    assertThat(received.method()).isEqualTo(verb);
    assertThat(received.body()).isEqualTo(body);
    assertThat(received.header("content-type"))
        .isEqualTo(body.isEmpty() ? "" : "application/json; charset=utf-8");
    assertThat(received.header("accept")).isEqualTo("application/json; charset=utf-8");
    assertThat(received.header("upgrade")).isEmpty();
  }

  @Test
  void takesHeadersPathAndTraceFromTheRequest() {
    invoke(
        "/x/",
        "post",
        Map.of(
            "path", "//sub?q=1",
            "Content-Type", "text/plain",
            "X-Mine", "1",
            "Host", "elsewhere",
            "lower", "no header",
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "Traceparent", "forged",
            "baggage", "k=v"));
    Service.Received received = service.received.getFirst();
    assertThat(received.uri()).isEqualTo("/x/sub?q=1");
    assertThat(received.header("content-type")).isEqualTo("text/plain");
    assertThat(received.header("x-mine")).isEqualTo("1");
    assertThat(received.headers()).doesNotContainKey("lower");
    assertThat(received.header("host")).isEqualTo("127.0.0.1:" + service.port());
    assertThat(received.header("traceparent")).startsWith("00-0af7");
    assertThat(received.header("baggage")).isEqualTo("k=v");
  }

  @Test
  void provesItselfByAToken() {
    invoke("/x", "get", Map.of(), "securityToken", "t0ken", "securityTokenHeader", "X-Token");
    assertThat(service.received.getFirst().header("x-token")).isEqualTo("t0ken");
  }

  @Test
  void tellsWhatAFailureAnswered() {
    assertThatThrownBy(() -> invoke("/404", "get", Map.of()))
        .isInstanceOfSatisfying(
            OutputBinding.Failed.class,
            failed ->
                assertThat(failed.metadata())
                    .containsEntry("statusCode", "404")
                    .containsEntry("status", "404 Not Found"))
        .hasMessage("received status code 404");
    assertThat(text(invoke("/404", "get", Map.of("errorIfNot2XX", "false")))).isEqualTo("gone");
    assertThat(text(invoke("/404", "get", Map.of(), "errorIfNot2XX", "false"))).isEqualTo("gone");
    assertThatThrownBy(
            () -> invoke("/404", "get", Map.of("errorIfNot2XX", "true"), "errorIfNot2XX", "false"))
        .isInstanceOf(OutputBinding.Failed.class);
  }

  @Test
  void readsNoMoreThanItMay() {
    assertThat(text(invoke("/x", "get", Map.of(), "maxResponseBodySize", "2"))).isEqualTo("go");
    assertThat(text(invoke("/x", "get", Map.of(), "maxResponseBodySize", "-1"))).isEqualTo("got");
    assertThatThrownBy(() -> invoke("/x", "get", Map.of(), "maxResponseBodySize", "much"))
        .hasMessageContaining("maxResponseBodySize: \"much\" (expected: a size such as");
  }

  @Test
  void undoesCompressionThatItAskedFor() {
    OutputBinding.Result result = invoke("/gzip", "get", Map.of());
    assertThat(text(result)).isEqualTo("small");
    assertThat(result.metadata()).doesNotContainKeys("Content-Encoding", "Content-Length");
    assertThat(invoke("/gzip", "get", Map.of("Accept-Encoding", "br, gzip")).metadata())
        .containsEntry("Content-Encoding", "gzip");
  }

  @Test
  void followsRedirectsWithoutTakingSecretsToOthers() throws IOException {
    try (Service other = new Service(HttpServer.create(), this::answer)) {
      assertThat(
              text(
                  invoke(
                      "/to?http://127.0.0.1:" + other.port() + "/x",
                      "get",
                      Map.of("Authorization", "Bearer t0ken", "Cookie", "c"))))
          .isEqualTo("got");
      assertThat(other.received.getFirst().headers()).doesNotContainKeys("authorization", "cookie");
    }
  }

  @Test
  void saysWhyThereIsNoAnswer() {
    assertThatThrownBy(() -> invoke("/slow", "get", Map.of(), "responseTimeout", "50ms"))
        .hasMessage(
            "Get \"http://127.0.0.1:" + service.port() + "/slow\": context deadline exceeded");
    int port = service.port();
    service.close();
    assertThatThrownBy(() -> invoke("/x", "create", Map.of()))
        .hasMessage(
            "Post \"http://127.0.0.1:%1$d/x\": dial tcp 127.0.0.1:%1$d: connect: connection refused",
            port);
    assertThatThrownBy(() -> invoke("/x", "get", Map.of("Bad Name", "1")))
        .hasMessageContaining("sent as a header");
    assertThatThrownBy(() -> invoke("/x", "get", Map.of("path", "a b")))
        .hasMessageContaining("is no URL of an HTTP service");
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("x-some-thing", "a");
    exchange.getResponseHeaders().add("x-some-thing", "b");
    switch (exchange.getRequestURI().getPath()) {
      case "/404" -> Service.answer(exchange, 404, bytes("gone"));
      case "/gzip" -> {
        exchange.getResponseHeaders().add("content-encoding", "gzip");
        Service.answer(exchange, 200, zipped("small"));
      }
      case "/to" -> {
        exchange.getResponseHeaders().add("location", exchange.getRequestURI().getQuery());
        Service.answer(exchange, 302, new byte[0]);
      }
      case "/slow" -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      default -> Service.answer(exchange, 200, bytes("got"));
    }
  }

  private OutputBinding.Result invoke(
      String path, String operation, Map<String, String> metadata, String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("url", "http://127.0.0.1:" + service.port() + path);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    try (HttpBinding binding = Bindings.http(all)) {
      return binding.invoke(new Request(operation, bytes("data"), metadata)).orElseThrow();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(OutputBinding.Result result) {
    return new String(result.data(), StandardCharsets.UTF_8);
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(bytes(text));
    }
    return bytes.toByteArray();
  }
}
