package io.todochatbot.todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServerTest {
  record Greeting(String name, int times) {}

  private final AtomicReference<String> databaseTrouble = new AtomicReference<>("");
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server =
      new WebServer(
          new Health(
              Map.of(
                  "database",
                  () -> {
                    if (!databaseTrouble.get().isEmpty()) {
                      throw new IllegalStateException(databaseTrouble.get());
                    }
                  })));

  @BeforeEach
  void start() {
    server.routes().post("/greet", ctx -> ctx.json(JsonBody.read(ctx, Greeting.class)));
    server
        .routes()
        .get(
            "/fail",
            ctx -> {
              throw new IllegalStateException("a secret detail");
            });
    server
        .routes()
        .get(
            "/down",
            ctx -> {
              throw new DaprFailure("could not publish: connection refused", null);
            });
    server.start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void answersThatItLives() {
    assertThat(send("GET", "/healthz", null, "").statusCode()).isEqualTo(200);
  }

  @Test
  void isReadyOnceEverythingItNeedsIsThere() {
    assertThat(send("GET", "/ready", null, "").statusCode()).isEqualTo(200);

    databaseTrouble.set("disk gone");
    HttpResponse<String> answer = send("GET", "/ready", null, "");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("Not reachable: database")
        .contains("\"missing\":{\"database\":\"disk gone\"}");
  }

  @Test
  void readsAJsonBody() {
    assertThat(send("POST", "/greet", "application/json", "{\"name\":\"Ada\",\"times\":2}").body())
        .isEqualTo("{\"name\":\"Ada\",\"times\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST  | /greet   | application/json | {"name":    | 400
          POST  | /greet   | application/json | ''          | 400
          POST  | /greet   | application/json | null        | 400
          POST  | /greet   | application/json | {"times":"x"} | 400
          POST  | /greet   | application/json | {} {}       | 400
          POST  | /greet   | text/plain       | {}          | 415
          POST  | /greet   | ''               | {}          | 415
          GET   | /nowhere | ''               | ''          | 404
          GET   | /greet   | ''               | ''          | 405
          BREW  | /greet   | ''               | ''          | 405
          GET   | /fail    | ''               | ''          | 500
          GET   | /down    | ''               | ''          | 503
          """)
  void everyRefusalIsProblemDetails(
      String method, String path, String type, String body, int status) {
    HttpResponse<String> answer = send(method, path, type, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(Json.tree(answer.body()).path("status").asInt()).isEqualTo(status);
    assertThat(Json.tree(answer.body()).path("instance").asText()).isEqualTo(path);
    assertThat(Json.tree(answer.body()).path("detail").asText()).isNotEmpty();
    assertThat(answer.body()).doesNotContain("a secret detail");
  }

  @Test
  void saysWhichMethodsArePossible() {
    assertThat(send("GET", "/greet", null, "").headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void refusesABodyOverTheLimitWhetherItsLengthIsKnownOrNot() {
    String body = "\"" + "x".repeat(JsonBody.LIMIT_BYTES) + "\"";

    HttpResponse<String> known = send("POST", "/greet", "application/json", body);
    HttpRequest.BodyPublisher chunks =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> chunked = send("POST", "/greet", "application/json", chunks);

    assertThat(known.statusCode()).isEqualTo(413);
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(chunked.body()).contains("longer than");
  }

  @Test
  void answersWhatIsNoHttpWithProblemDetailsToo() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nno header\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String type, String body) {
    return send(method, path, type, HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String type, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, body);
    if (type != null && !type.isEmpty()) {
      request.header("content-type", type);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
