package io.todochatbot.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.conformance.golden.Ports;
import io.todochatbot.conformance.golden.SidecarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sidecar that an SDK calls, with the components of the script and the other apps. */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String RESOURCES =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata: {name: statestore}
      spec: {type: state.in-memory, version: v1}
      ---
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata: {name: pubsub}
      spec: {type: pubsub.in-memory, version: v1}
      ---
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata: {name: secrets}
      spec:
        type: secretstores.local.file
        version: v1
        metadata: [{name: secretsFile, value: secrets.json}]
      """;
  private static final String SECRETS =
      """
      {"password": "s3cret", "user": "ann"}
      """;
  private static final String CONFIGURATION =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Configuration
      metadata: {name: sdk}
      spec:
        nameResolution:
          component: sqlite
          version: v1
          configuration: {connectionString: names.db}
      """;

  private final Path program;
  private final Path dir;
  private final Ports ports = new Ports();
  private final OtherApps others = new OtherApps();
  private final List<SidecarProcess> running = new ArrayList<>();
  private final int appPort = ports.free();
  private final int httpPort = ports.free();
  private final int grpcPort = ports.free();

  private Stage(Path program, Path dir) throws IOException {
    this.program = program;
    this.dir = dir;
  }

  /**
   * Starts everything; the app of the SDK may come later.
   *
   * @param appProtocol what the app of the SDK speaks
   */
  static Stage start(Path program, Path dir, String appProtocol) throws IOException {
    Stage stage = new Stage(program, dir);
    Files.writeString(
        Files.createDirectories(dir.resolve("resources")).resolve("all.yaml"), RESOURCES);
    Files.writeString(dir.resolve("secrets.json"), SECRETS);
    Files.writeString(dir.resolve("config.yaml"), CONFIGURATION);
    int otherHttp = stage.ports.free();
    int otherGrpc = stage.ports.free();
    stage.sidecar("http-app", stage.others.httpPort(), "http", otherHttp, stage.ports.free());
    stage.sidecar("grpc-app", stage.others.grpcPort(), "grpc", stage.ports.free(), otherGrpc);
    stage.sidecar("sdk-app", stage.appPort, appProtocol, stage.httpPort, stage.grpcPort);
    return stage;
  }

  int appPort() {
    return appPort;
  }

  int httpPort() {
    return httpPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  /** The sidecar of the SDK's app must end by itself, as the last row asks it to. */
  void awaitEnd() throws InterruptedException {
    var code = running.getLast().exitCode(PATIENCE);
    assertThat(code).as("exit code of the sidecar, whose log is:\n" + log()).hasValue(0);
  }

  String log() {
    try {
      return Files.readString(dir.resolve("sdk-app.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sidecar(String appId, int app, String protocol, int http, int grpc)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("--app-id", appId, "--app-port", "" + app));
    command.addAll(List.of("--app-protocol", protocol));
    command.addAll(List.of("--resources-path", "resources", "--config", "config.yaml"));
    command.addAll(List.of("--dapr-http-port", "" + http, "--dapr-grpc-port", "" + grpc));
    command.addAll(List.of("--dapr-internal-grpc-port", "" + ports.free()));
    command.addAll(List.of("--metrics-port", "" + ports.free()));
    command.addAll(List.of("--dapr-listen-addresses", "127.0.0.1"));
    command.addAll(List.of("--dapr-graceful-shutdown-seconds", "2"));
    running.add(SidecarProcess.start(command, Map.of(), dir, appId));
  }

  @Override
  public void close() {
    running.forEach(SidecarProcess::close);
    others.close();
  }
}
