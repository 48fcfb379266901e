package io.todochatbot.conformance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.todochatbot.conformance.golden.Ports;
import io.todochatbot.conformance.golden.SidecarProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The sidecar that is tried: a process with in-memory components and an app. */
final class FuzzedSidecar implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String RESOURCES =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata: {name: %s}
      spec: {type: state.in-memory, version: v1}
      ---
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata: {name: %s}
      spec: {type: pubsub.in-memory, version: v1}
      ---
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata: {name: %s}
      spec: {type: secretstores.local.env, version: v1}
      """
          .formatted(Words.STORE, Words.BROKER, Words.SECRETS);
  private static final String CONFIGURATION =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Configuration
      metadata: {name: fuzz}
      spec:
        features: [{name: StateListKeys, enabled: true}, {name: DebugApi, enabled: true}]
      """;

  /**
   * Where it listens.
   *
   * @param http the API
   * @param grpc the API
   * @param internal other sidecars
   * @param open health and metadata for anybody
   * @param metrics Prometheus
   */
  record Listening(int http, int grpc, int internal, int open, int metrics) {}

  private final EchoApp app;
  private final SidecarProcess process;
  private final Listening listening;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private FuzzedSidecar(EchoApp app, SidecarProcess process, Listening listening, Path log) {
    this.app = app;
    this.process = process;
    this.listening = listening;
    this.log = log;
  }

  /**
   * Starts it and waits until it is healthy.
   *
   * @throws IOException if it doesn't start, naming its log
   */
  static FuzzedSidecar start(Path program, Path dir) throws IOException, InterruptedException {
    Path resources = Files.createDirectories(dir.resolve("resources"));
    Files.writeString(resources.resolve("all.yaml"), RESOURCES);
    Files.writeString(dir.resolve("config.yaml"), CONFIGURATION);
    Ports ports = new Ports();
    Listening listening =
        new Listening(ports.free(), ports.free(), ports.free(), ports.free(), ports.free());
    EchoApp app = new EchoApp();
    SidecarProcess process =
        SidecarProcess.start(
            command(program, listening, app.port()),
            Map.of("DAPR_REGISTRY_FOLDER", dir.resolve("registry").toString()),
            dir,
            "sidecar");
    FuzzedSidecar sidecar = new FuzzedSidecar(app, process, listening, dir.resolve("sidecar.log"));
    if (!sidecar.becomesHealthy()) {
      sidecar.close();
      throw new IOException("the sidecar does not start; its log: " + sidecar.log);
    }
    return sidecar;
  }

  private static List<String> command(Path program, Listening listening, int appPort) {
    List<String> command = new ArrayList<>();
    command.add(program.toAbsolutePath().toString());
    command.addAll(List.of("--app-id", Words.APP, "--app-port", "" + appPort));
    command.addAll(List.of("--resources-path", "resources", "--config", "config.yaml"));
    command.addAll(List.of("--dapr-http-port", "" + listening.http()));
    command.addAll(List.of("--dapr-grpc-port", "" + listening.grpc()));
    command.addAll(List.of("--dapr-internal-grpc-port", "" + listening.internal()));
    command.addAll(List.of("--dapr-public-port", "" + listening.open()));
    command.addAll(List.of("--metrics-port", "" + listening.metrics()));
    command.addAll(List.of("--dapr-listen-addresses", "127.0.0.1"));
    return command;
  }

  Listening listening() {
    return listening;
  }

  Path log() {
    return log;
  }

  long pid() {
    return process.pid();
  }

  /** Whether it answers that it is well. */
  boolean isHealthy() throws InterruptedException {
    try {
      return get("/v1.0/healthz").statusCode() == 204;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Deletes what the requests have stored: that is theirs, and must not count as growth.
   *
   * @throws IOException if the sidecar does not answer as it should
   */
  void forget() throws IOException, InterruptedException {
    String store = "/v1.0/state/" + Words.STORE;
    JsonNode page = JSON.readTree(get(store + "?limit=1000").body());
    for (; !page.path("keys").isEmpty(); page = JSON.readTree(get(store + "?limit=1000").body())) {
      ArrayNode operations = JSON.createArrayNode();
      for (JsonNode key : page.path("keys")) {
        operations.addObject().put("operation", "delete").putObject("request").set("key", key);
      }
      String body = JSON.createObjectNode().set("operations", operations).toString();
      HttpResponse<String> answer =
          send(request(store + "/transaction").POST(BodyPublishers.ofString(body)));
      if (answer.statusCode() != 204) {
        throw new IOException("what was stored can't be deleted: " + answer.body());
      }
    }
  }

  /** Asks it to stop; its exit code, or empty where it does not end. */
  OptionalInt stop() throws InterruptedException {
    process.terminate();
    return process.exitCode(PATIENCE);
  }

  private boolean becomesHealthy() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (isHealthy()) {
        return true;
      }
      Thread.sleep(Duration.ofMillis(20));
    }
    return false;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    URI uri = URI.create("http://127.0.0.1:" + listening.http() + path);
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.close();
    app.close();
    client.close();
  }
}
