package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between the signal to end and the end ({@code --dapr-block-shutdown-duration}). */
class BlockedShutdownTest {
  private static final String BLOCKING = "Blocking graceful shutdown for ";

  @TempDir Path folder;
  private final AtomicInteger health = new AtomicInteger(200);
  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private HttpServer app;

  @BeforeEach
  void startTheApplication() throws Exception {
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body =
              path.equals("/dapr/subscribe")
                  ? "[{\"pubsubname\":\"ps\",\"topic\":\"t\",\"route\":\"event\"}]"
                      .getBytes(StandardCharsets.UTF_8)
                  : new byte[0];
          if (path.equals("/event")) {
            delivered.add(path);
          }
          int code = path.equals("/healthz") ? health.get() : 200;
          exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    app.start();
  }

  @AfterEach
  void stopTheApplication() {
    app.stop(0);
  }

  @Test
  void theAppMayStillCallButGetsNothingUntilItIsIll() throws Exception {
    try (Rig rig = start("3m")) {
      publish(rig);
      await().untilAsserted(() -> assertThat(delivered).hasSize(1));
      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> rig.sidecar().close());
      await().until(() -> rig.logged().contains(BLOCKING + "3m0s or until app reports unhealthy"));
      await().until(() -> rig.logged().contains("The application gets no further message"));
      assertThat(publish(rig)).isEqualTo(204);
      assertThat(rig.post("/v1.0/state/memstore", "[{\"key\":\"k\",\"value\":1}]").statusCode())
          .isEqualTo(204);
      assertThat(rig.get("/v1.0/state/memstore/k").body()).isEqualTo("1");
      assertThat(end).isNotDone();
      health.set(503);
      assertThat(end).succeedsWithin(Duration.ofSeconds(15));
      assertThat(rig.logged())
          .contains("App reported unhealthy, entering shutdown...", "Daprd shutdown gracefully");
      assertThat(rig.sidecar().awaitEnd()).isZero();
      assertThat(delivered).hasSize(1);
    }
  }

  @Test
  void theTimeIsOverAtSomePoint() throws Exception {
    try (Rig rig = start("200ms")) {
      rig.sidecar().close();
      assertThat(rig.logged())
          .contains(BLOCKING + "200ms or", "Block shutdown period expired, entering shutdown...");
    }
  }

  @Test
  void theApiEndsItWithoutBlocking() throws Exception {
    try (Rig rig = start("3m")) {
      assertThat(rig.post("/v1.0/shutdown", "").statusCode()).isEqualTo(204);
      assertThat(rig.sidecar().awaitEnd()).isZero();
      assertThat(rig.logged()).doesNotContain(BLOCKING);
    }
  }

  @Test
  void theApiCutsABlockShort() throws Exception {
    try (Rig rig = start("3m")) {
      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> rig.sidecar().close());
      await().until(() -> rig.logged().contains(BLOCKING));
      rig.post("/v1.0/shutdown", "");
      assertThat(end).succeedsWithin(Duration.ofSeconds(15));
    }
  }

  private static int publish(Rig rig) {
    return rig.post("/v1.0/publish/ps/t", "1").statusCode();
  }

  private Rig start(String block) throws InterruptedException {
    Rig rig =
        Rig.start(
            Sidecar.builder()
                .appId("my-app")
                .appPort(app.getAddress().getPort())
                .resources(Rig.write(folder, Rig.MEMORY, Rig.component("ps", "pubsub.in-memory")))
                .flag("enable-app-health-check", "true")
                .flag("app-health-probe-interval", "1")
                .flag("app-health-threshold", "1")
                .flag("dapr-block-shutdown-duration", block));
    assertThat(rig.sidecar().awaitReady(Duration.ofSeconds(10))).isTrue();
    return rig;
  }
}
