package io.todochatbot.sidecar;

import io.dapr.v1.DaprGrpc;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpcio.client.GrpcIoClient;
import io.vertx.grpcio.client.GrpcIoClientChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A running sidecar with resources given as text, and clients of both of its wires. */
public final class Rig implements AutoCloseable {
  /** The in-memory components that most tests need. */
  public static final String MEMORY = component("memstore", "state.in-memory");

  private final ByteArrayOutputStream logged;
  private final Sidecar sidecar;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final GrpcIoClient client = GrpcIoClient.client(vertx);

  private Rig(Sidecar sidecar, ByteArrayOutputStream logged) {
    this.sidecar = sidecar;
    this.logged = logged;
  }

  /** A component's resource; each line of {@code more} stands below its {@code spec}. */
  public static String component(String name, String type, String... more) {
    return """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: "%s"
        spec:
          type: %s
          version: v1
        """
            .formatted(name, type)
        + String.join("", Arrays.stream(more).map(line -> "  " + line + "\n").toList())
        + "---\n";
  }

  /** Writes resources into {@code folder}, one file for each text. */
  public static Path write(Path folder, String... resources) {
    try {
      for (int i = 0; i < resources.length; i++) {
        Files.writeString(folder.resolve("r%02d.yaml".formatted(i)), resources[i]);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sidecar of the app {@code my-app} over one in-memory state store called memstore. */
  public static Rig memory(Path folder) {
    return start(Sidecar.builder().appId("my-app").resources(write(folder, MEMORY)));
  }

  /** Starts what {@code builder} describes; its log is kept. */
  public static Rig start(SidecarBuilder builder) {
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(logged, true, StandardCharsets.UTF_8);
    return new Rig(builder.flag("log-level", "debug").start(out), logged);
  }

  /** The sidecar. */
  public Sidecar sidecar() {
    return sidecar;
  }

  /** Everything it has logged so far. */
  public String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  /** Sends a request; {@code headers} are names and values by turns. */
  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.httpPort() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Gets a path. */
  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String json) {
    return send("POST", path, json, "Content-Type", "application/json");
  }

  /** What an answer says in short: its status and its body. */
  public static String told(HttpResponse<String> answer) {
    return answer.statusCode() + (answer.body().isEmpty() ? "" : " " + answer.body().strip());
  }

  /** A blocking client of the gRPC API. */
  public DaprGrpc.DaprBlockingStub grpc() {
    return DaprGrpc.newBlockingStub(channel());
  }

  /** A channel to the gRPC API. */
  public GrpcIoClientChannel channel() {
    return new GrpcIoClientChannel(
        client, SocketAddress.inetSocketAddress(sidecar.grpcPort(), "127.0.0.1"));
  }

  /** The lines of the log that hold {@code text}. */
  public List<String> lines(String text) {
    return logged().lines().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void close() {
    sidecar.close();
    http.close();
    vertx.close().await();
  }
}
