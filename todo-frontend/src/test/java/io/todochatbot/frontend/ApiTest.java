package io.todochatbot.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.dapr.FakeDapr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {
  private record Seen(String line, String authorization, String type, String token, String body) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer sidecar;
  private Frontend frontend;
  private volatile int status = 200;
  private volatile String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    sidecar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sidecar.createContext("/", this::answer);
    sidecar.start();
    frontend =
        Frontend.start(
            Environment.of(
                Map.of(
                    "APP_PORT",
                    "0",
                    "TODO_SIGN_IN_TOKEN",
                    FakeBackend.TOKEN,
                    "DAPR_API_TOKEN",
                    "for-the-sidecar",
                    "DAPR_HTTP_PORT",
                    Integer.toString(sidecar.getAddress().getPort()))),
            new FakeDapr(),
            FrontendFixture.CLOCK);
  }

  @AfterEach
  void stop() {
    client.close();
    frontend.close();
    sidecar.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      seen.add(
          new Seen(
              call.getRequestMethod() + " " + call.getRequestURI(),
              String.valueOf(call.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(call.getRequestHeaders().getFirst("Content-Type")),
              String.valueOf(call.getRequestHeaders().getFirst("dapr-api-token")),
              new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      call.getResponseHeaders().add("Content-Type", "application/json");
      call.getResponseHeaders().add("Location", "/api/tasks/1");
      call.getResponseHeaders().add("X-Inside", "not for outside");
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      call.sendResponseHeaders(status, status == 204 ? -1 : body.length);
      call.getResponseBody().write(status == 204 ? new byte[0] : body);
    }
  }

  private HttpResponse<String> send(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + frontend.port() + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
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

  @Test
  void passesARequestToTheBackendWithTheCallersCredentials() {
    status = 201;
    answer = "{\"id\":\"1\"}";

    HttpResponse<String> reply =
        send("POST", "/api/tasks?a=b%20c", "the callers own", "{\"title\":\"buy milk\"}");

    assertThat(seen)
        .containsExactly(
            new Seen(
                "POST /v1.0/invoke/todo-chatbot-backend/method/api/tasks?a=b%20c",
                "Bearer the callers own",
                "application/json",
                "for-the-sidecar",
                "{\"title\":\"buy milk\"}"));
    assertThat(reply.statusCode()).isEqualTo(201);
    assertThat(reply.body()).isEqualTo("{\"id\":\"1\"}");
    assertThat(reply.headers().firstValue("location")).hasValue("/api/tasks/1");
    assertThat(reply.headers().firstValue("x-inside")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET,200", "PUT,200", "PATCH,409", "DELETE,204", "POST,404"})
  void keepsMethodAndStatus(String method, int answered) {
    status = answered;

    assertThat(send(method, "/api/tasks/1", "t", "").statusCode()).isEqualTo(answered);
    assertThat(seen.getFirst().line()).startsWith(method + " ");
  }

  @Test
  void analyticsAreAskedOfTheAnalyticsServiceByThoseWhoAreSignedIn() {
    assertThat(send("GET", "/api/analytics", "wrong", "").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/api/analytics", "", "").statusCode()).isEqualTo(401);
    assertThat(seen).isEmpty();

    send("GET", "/api/analytics", FakeBackend.TOKEN, "");

    assertThat(seen.getFirst().line())
        .isEqualTo("GET /v1.0/invoke/todo-chatbot-analytics/method/api/analytics");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/%2e%2e/%2e%2e/v1.0/shutdown",
    "/api/..%2f..%2fv1.0/shutdown",
    "/api/tasks/..;/..;/x",
    "/api/../../../v1.0/shutdown"
  })
  void noPathLeavesTheApi(String path) {
    send("POST", path, "t", "");

    assertThat(seen)
        .allMatch(
            call ->
                call.line().startsWith("POST /v1.0/invoke/todo-chatbot-backend/method/api/")
                    && !call.line().matches(".*/\\.\\.?(/.*)?"));
  }

  @Test
  void aServiceThatIsNotThereIsSaidToBeNotThere() {
    status = 500;
    answer = "{\"errorCode\":\"ERR_DIRECT_INVOKE\",\"message\":\"no address\"}";
    assertThat(send("GET", "/api/tasks", "t", "").statusCode()).isEqualTo(503);

    sidecar.stop(0);
    HttpResponse<String> reply = send("GET", "/api/tasks", "t", "");
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  void refusesABodyOverTheLimit() {
    String body = "\"" + "x".repeat(1024 * 1024) + "\"";

    assertThat(send("POST", "/api/tasks", "t", body).statusCode()).isEqualTo(413);
    assertThat(seen).isEmpty();
  }
}
