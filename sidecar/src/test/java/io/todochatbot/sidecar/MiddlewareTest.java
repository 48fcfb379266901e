package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines before the API and before the application. */
class MiddlewareTest {
  private static final String UPPERCASE = Rig.component("up", "middleware.http.uppercase");

  @TempDir Path folder;
  private final CountDownLatch heard = new CountDownLatch(1);
  private HttpServer app;

  @BeforeEach
  void start() throws IOException {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    app.createContext("/", this::answer);
    app.start();
  }

  @AfterEach
  void close() {
    app.stop(0);
  }

  @Test
  void requestsToTheApiPassItsPipelineInOrder() throws IOException {
    String one = alias("one", "/short", "/v1.0/state/memstore");
    String two = alias("two", "/v1.0/state/memstore", "/v1.0/invoke/me/method/save");
    try (Rig rig =
        rig("httpPipeline", "one routeralias, up uppercase, two routeralias", one, two)) {
      assertThat(Rig.told(rig.send("POST", "/short", "body ü"))).isEqualTo("200 POST /save BODY Ü");
      assertThat(Rig.told(rig.get("/v1.0/healthz"))).isEqualTo("204");
    }
  }

  @Test
  void requestsToTheApplicationPassItsPipeline() throws IOException {
    try (Rig rig =
        rig("appHttpPipeline", "up uppercase, one routeralias", alias("one", "/a", "/b"))) {
      assertThat(Rig.told(rig.send("PUT", "/v1.0/invoke/me/method/a", "x")))
          .isEqualTo("200 PUT /b X");
      assertThat(
              Rig.told(
                  rig.send("PUT", "/v1.0/state/memstore", "[{\"key\":\"k\",\"value\":\"v\"}]")))
          .isEqualTo("204");
    }
  }

  @Test
  void aStepWhoseComponentIsMissingIsPassedOverAndTold() throws IOException {
    try (Rig rig = rig("httpPipeline", "nobody ratelimit, up uppercase, up ratelimit")) {
      assertThat(Rig.told(rig.send("POST", "/v1.0/invoke/me/method/a", "x")))
          .isEqualTo("200 POST /a X");
      assertThat(rig.lines("pipeline server goes without nobody (middleware.http.ratelimit/v1)"))
          .hasSize(1);
      assertThat(rig.lines("goes without up (middleware.http.ratelimit/v1)")).hasSize(1);
    }
  }

  @Test
  void strangersAreRefusedBeforeAnyMiddleware() throws IOException {
    try (Rig rig =
        Rig.start(
            builder("httpPipeline", "limit ratelimit", limit())
                .environment(Map.of("DAPR_API_TOKEN", "secret")))) {
      for (int i = 0; i < 3; i++) {
        assertThat(rig.get("/v1.0/metadata").statusCode()).isEqualTo(401);
      }
      assertThat(rig.get("/v1.0/metadata", "dapr-api-token", "secret").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = rig.get("/v1.0/metadata", "dapr-api-token", "secret");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("traceparent")).isPresent();
    }
  }

  @Test
  void bodiesStreamThroughBothPipelines() throws Exception {
    String both = spec("httpPipeline", "up uppercase") + spec("appHttpPipeline", "up uppercase");
    Rig.write(
        folder,
        Rig.MEMORY,
        Rig.component(
            "up",
            "middleware.http.uppercase",
            "metadata:",
            "- name: direction",
            "  value: response"));
    try (Rig rig = Rig.start(sidecar(both));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<java.io.InputStream> events =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + rig.sidecar().httpPort()
                              + "/v1.0/invoke/me/method/events"))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(events.body().readNBytes(5)).asString().isEqualTo("FIRST");
      // the application goes on only now
      heard.countDown();
      assertThat(events.body().readAllBytes()).asString().isEqualTo("LAST");
    }
  }

  @Test
  void middlewareThatCantBeMadeEndsTheStartInDaprdsWords() {
    assertThatThrownBy(
            () -> rig("httpPipeline", "b bearer", Rig.component("b", "middleware.http.bearer")))
        .isInstanceOf(SidecarFailure.class)
        .hasMessageStartingWith(
            "process component b error: [INIT_COMPONENT_FAILURE]: initialization error occurred"
                + " for b (middleware.http.bearer/v1): [CREATE_COMPONENT_FAILURE]: initialization"
                + " error occurred for b (middleware.http.bearer/v1): process component b error:"
                + " error creating HTTP middleware middleware.http.bearer/v1: ");
    assertThatThrownBy(() -> rig("httpPipeline", "b x", Rig.component("b", "middleware.http.x")))
        .hasMessageEndingWith("HTTP middleware middleware.http.x/v1 has not been registered");
  }

  private Rig rig(String pipeline, String steps, String... components) throws IOException {
    return Rig.start(builder(pipeline, steps, components));
  }

  private SidecarBuilder builder(String pipeline, String steps, String... components)
      throws IOException {
    Rig.write(
        folder,
        Stream.concat(Stream.of(Rig.MEMORY, UPPERCASE), Stream.of(components))
            .toArray(String[]::new));
    return sidecar(spec(pipeline, steps));
  }

  private SidecarBuilder sidecar(String spec) throws IOException {
    Path configuration = Files.createTempDirectory(folder, "c").resolve("configuration.yaml");
    Files.writeString(
        configuration,
        "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec:\n" + spec);
    return Sidecar.builder()
        .appId("me")
        .appPort(app.getAddress().getPort())
        .resources(folder)
        .configuration(configuration);
  }

  private static String spec(String pipeline, String steps) {
    return "  "
        + pipeline
        + ":\n    handlers:\n"
        + Stream.of(steps.split(", ", -1))
            .map(step -> step.split(" ", -1))
            .map(step -> "    - {name: " + step[0] + ", type: middleware.http." + step[1] + "}\n")
            .collect(Collectors.joining());
  }

  private static String alias(String name, String from, String to) {
    return Rig.component(
        name,
        "middleware.http.routeralias",
        "metadata:",
        "- name: routes",
        "  value: '{\"" + from + "\": \"" + to + "\"}'");
  }

  private static String limit() {
    return Rig.component(
        "limit",
        "middleware.http.ratelimit",
        "metadata:",
        "- name: maxRequestsPerSecond",
        "  value: 0.001");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/events")) {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write("first".getBytes(StandardCharsets.UTF_8));
        body.flush();
        heard.await();
        body.write("last".getBytes(StandardCharsets.UTF_8));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    byte[] got = exchange.getRequestBody().readAllBytes();
    byte[] answer =
        (exchange.getRequestMethod() + " " + path + " " + new String(got, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
