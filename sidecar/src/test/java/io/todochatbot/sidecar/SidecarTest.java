package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Empty;
import com.sun.net.httpserver.HttpServer;
import io.dapr.v1.DaprProtos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarTest {
  @TempDir Path folder;

  @Test
  void isEmbeddedInAProgramInOneStatement() throws Exception {
    Rig.write(folder, Rig.MEMORY);
    try (Sidecar sidecar = Sidecar.builder().appId("x").resources(folder).start()) {
      assertThat(sidecar.appId()).isEqualTo("x");
      assertThat(sidecar.httpPort()).isPositive();
      assertThat(sidecar.grpcPort()).isPositive().isNotEqualTo(sidecar.httpPort());
      assertThat(sidecar.metricsPort()).isZero();
      assertThat(sidecar.awaitReady(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void keepsSeveralSidecarsApart() throws Exception {
    Path other = java.nio.file.Files.createDirectory(folder.resolve("other"));
    try (Rig one = Rig.memory(folder);
        Rig two =
            Rig.start(Sidecar.builder().appId("two").resources(Rig.write(other, Rig.MEMORY)))) {
      one.post("/v1.0/state/memstore", "[{\"key\":\"k\",\"value\":1}]");
      assertThat(Rig.told(one.get("/v1.0/state/memstore/k"))).isEqualTo("200 1");
      assertThat(two.get("/v1.0/state/memstore/k").statusCode()).isEqualTo(204);
      one.sidecar().close();
      assertThat(two.get("/v1.0/healthz").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void closesTwiceAndFreesItsPortsAndThreads() throws Exception {
    Set<Long> before = threads();
    Rig rig = Rig.memory(folder);
    int http = rig.sidecar().httpPort();
    int grpc = rig.sidecar().grpcPort();
    rig.get("/v1.0/healthz");
    rig.close();
    rig.sidecar().close();
    assertThat(rig.sidecar().awaitEnd()).isZero();
    for (int port : List.of(http, grpc)) {
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(IOException.class);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(t -> !before.contains(t.threadId()) && ours(t))
                    .isEmpty());
  }

  @Test
  void endsWhenToldSoOverHttp() throws Exception {
    try (Rig rig = Rig.memory(folder)) {
      assertThat(rig.send("POST", "/v1.0/shutdown", "").statusCode()).isEqualTo(204);
      assertThat(rig.sidecar().awaitEnd()).isZero();
      assertThat(rig.logged())
          .contains("Shutdown requested via API")
          .contains("Daprd shutdown gracefully");
    }
  }

  @Test
  void endsWhenToldSoOverGrpc() throws Exception {
    try (Rig rig = Rig.memory(folder)) {
      Empty answer = rig.grpc().shutdown(DaprProtos.ShutdownRequest.getDefaultInstance());
      assertThat(answer).isEqualTo(Empty.getDefaultInstance());
      assertThat(rig.sidecar().awaitEnd()).isZero();
    }
  }

  @Test
  void endsWithOneWhenForced() throws Exception {
    try (Rig rig = Rig.memory(folder)) {
      rig.send("POST", "/v1.0/shutdown", "", "dapr-force-shutdown", "true");
      assertThat(rig.sidecar().awaitEnd()).isEqualTo(1);
      assertThat(rig.logged())
          .contains("Force shutdown requested, exiting immediately without graceful shutdown");
    }
  }

  @Test
  void isReadyOnlyOnceALateAppHasCome() throws Exception {
    int port = freePort();
    try (Rig rig = Rig.start(Sidecar.builder().appId("x").appPort(port))) {
      assertThat(rig.get("/v1.0/healthz").statusCode()).isEqualTo(500);
      assertThat(rig.get("/v1.0/healthz").body()).contains("ERR_HEALTH_NOT_READY");
      assertThat(rig.get("/v1.0/healthz/outbound").statusCode()).isEqualTo(204);
      assertThat(rig.sidecar().isReady()).isFalse();
      HttpServer app =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      app.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
          });
      app.start();
      try {
        assertThat(rig.sidecar().awaitReady(Duration.ofSeconds(10))).isTrue();
        assertThat(rig.get("/v1.0/healthz").statusCode()).isEqualTo(204);
      } finally {
        app.stop(0);
      }
    }
  }

  @Test
  void saysWhichPortIsTakenAndLeavesNothingBehind() throws Exception {
    Set<Long> before = threads();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SidecarBuilder builder =
          Sidecar.builder()
              .appId("x")
              .resources(Rig.write(folder, Rig.MEMORY))
              .httpPort(taken.getLocalPort());
      assertThatThrownBy(() -> Rig.start(builder))
          .isInstanceOf(SidecarFailure.class)
          .hasMessageStartingWith(
              "failed to start HTTP server: could not listen on any endpoint: 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": ")
          .cause()
          .hasMessage("failed to start HTTP server: could not listen on any endpoint");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(t -> !before.contains(t.threadId()) && ours(t))
                    .isEmpty());
  }

  @Test
  void asksForTheRightAppId() {
    try (Rig rig = Rig.memory(folder)) {
      assertThat(rig.get("/v1.0/healthz?appid=my-app").statusCode()).isEqualTo(204);
      assertThat(rig.get("/v1.0/healthz?appid=other").body())
          .contains("ERR_HEALTH_APPID_NOT_MATCH");
    }
  }

  @Test
  void servesHealthAndMetadataOnThePublicPort() throws Exception {
    int port = freePort();
    try (Rig rig =
        Rig.start(
            Sidecar.builder()
                .appId("x")
                .environment(java.util.Map.of("DAPR_API_TOKEN", "t"))
                .flag("dapr-public-port", Integer.toString(port))
                .flag("dapr-public-listen-address", "127.0.0.1"))) {
      assertThat(rig.get("/v1.0/metadata").statusCode()).isEqualTo(401);
      try (var client = java.net.http.HttpClient.newHttpClient()) {
        for (String path : List.of("/v1.0/metadata", "/v1.0/healthz")) {
          var answer =
              client.send(
                  java.net.http.HttpRequest.newBuilder(
                          java.net.URI.create("http://127.0.0.1:" + port + path))
                      .build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString());
          assertThat(answer.statusCode() / 100).isEqualTo(2);
        }
      }
    }
  }

  private static boolean ours(Thread thread) {
    return thread.getName().startsWith("vert.x") || thread.getName().startsWith("dapr-");
  }

  private static Set<Long> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet().stream().map(Thread::threadId).toList());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
