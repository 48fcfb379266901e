package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sidecars that have nothing in common but multicast DNS call each other, a real daprd too. */
class DaprdNamesTest {
  private static final String MDNS =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Configuration
      metadata:
        name: names
      spec:
        nameResolution:
          component: mdns
      """;

  @TempDir Path folder;
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void multicastIsPossible() {
    assumeTrue(multicast(), "needs a network interface that takes part in multicast");
  }

  @Test
  void twoOfOursFindEachOtherOverTheNetwork() throws Exception {
    try (App first = new App("first");
        App second = new App("second");
        Rig one = sidecar("one-" + suffix, first);
        Rig two = sidecar("two-" + suffix, second)) {
      awaitAnswer(one.sidecar().httpPort(), "two-" + suffix, "second /hello");
      awaitAnswer(two.sidecar().httpPort(), "one-" + suffix, "first /hello");
    }
  }

  @Test
  void aRealDaprdAndOursFindEachOther() throws Exception {
    String program = System.getenv("TODO_DAPRD");
    assumeTrue(program != null, "needs a daprd 1.17; TODO_DAPRD names none");
    try (App theirs = new App("theirs");
        App ours = new App("ours");
        Rig rig = sidecar("ours-" + suffix, ours);
        Daprd daprd = new Daprd(program, "theirs-" + suffix, theirs.port(), folder)) {
      awaitAnswer(daprd.httpPort, "ours-" + suffix, "ours /hello");
      awaitAnswer(rig.sidecar().httpPort(), "theirs-" + suffix, "theirs /hello");
    }
  }

  private Rig sidecar(String appId, App app) throws IOException {
    Path configuration = Files.writeString(folder.resolve("names.yaml"), MDNS);
    return Rig.start(
        Sidecar.builder()
            .appId(appId)
            .appPort(app.port())
            .configuration(configuration)
            .environment(
                Map.of(Names.REGISTRY_FOLDER, folder.resolve("registry-" + appId).toString())));
  }

  private static void awaitAnswer(int httpPort, String appId, String answer) {
    HttpClient client = HttpClient.newHttpClient();
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .send(
                                HttpRequest.newBuilder(
                                        URI.create(
                                            "http://127.0.0.1:"
                                                + httpPort
                                                + "/v1.0/invoke/"
                                                + appId
                                                + "/method/hello"))
                                    .build(),
                                HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo(answer));
  }

  private static boolean multicast() {
    try {
      return NetworkInterface.networkInterfaces()
          .anyMatch(
              each -> {
                try {
                  return each.isUp() && each.supportsMulticast();
                } catch (SocketException e) {
                  return false;
                }
              });
    } catch (SocketException e) {
      return false;
    }
  }

  /** An application that says its name and the path. */
  private static final class App implements AutoCloseable {
    private final HttpServer server;

    App(String name) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body =
                (name + " " + exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** A real daprd. */
  private static final class Daprd implements AutoCloseable {
    private final int httpPort = freePort();
    private final Process process;

    Daprd(String program, String appId, int appPort, Path folder) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              program,
              "--app-id=" + appId,
              "--app-port=" + appPort,
              "--dapr-http-port=" + httpPort,
              "--dapr-grpc-port=" + freePort(),
              "--enable-metrics=false");
      process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("daprd.log").toFile())
              .start();
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      process.destroy();
      assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }
  }
}
