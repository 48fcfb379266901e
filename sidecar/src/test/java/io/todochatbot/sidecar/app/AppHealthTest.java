package io.todochatbot.sidecar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AppHealthTest {
  private static final Optional<String> WELL = Optional.empty();
  private static final Optional<String> ILL = Optional.of("cough");

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final List<Boolean> changes = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Optional<String>> results = new LinkedBlockingQueue<>();
  private final AtomicInteger probes = new AtomicInteger();

  @Test
  void countsAsIllUntilTheFirstProbeSucceeds() {
    try (AppHealth health = health(this::next)) {
      assertThat(health.healthy()).isFalse();
      results.add(WELL);
      health.start();
      assertThat(health.healthy()).isTrue();
      assertThat(changes).containsExactly(true);
    }
  }

  @Test
  void fallsIllOnlyAfterAsManyFailuresInARowAsTheThresholdSays() {
    try (AppHealth health = health(this::next)) {
      results.addAll(List.of(WELL, ILL, ILL, WELL, ILL, ILL));
      health.start();
      await().until(() -> probes.get() == 7);
      assertThat(health.healthy()).isTrue();
      results.add(ILL);
      await().until(() -> !health.healthy());
      results.addAll(List.of(ILL, WELL));
      await().until(() -> changes.size() == 3);
      assertThat(changes).containsExactly(true, false, true);
      assertThat(logged.toString(StandardCharsets.UTF_8))
          .contains("App entered un-healthy status: cough");
    }
  }

  @Test
  void aProbeThatTakesTooLongHasFailed() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    try (AppHealth health =
        health(
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
              return WELL;
            },
            Duration.ofMillis(50))) {
      health.start();
      await().until(() -> interrupted.get() >= 2);
      assertThat(health.healthy()).isFalse();
    }
  }

  @Test
  void asksAnApplicationThatSpeaksHttpForItsPath() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/well",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    app.start();
    Vertx vertx = Vertx.vertx();
    HttpApp channel =
        new HttpApp(
            new AppEndpoint(
                "127.0.0.1",
                app.getAddress().getPort(),
                AppEndpoint.Protocol.HTTP,
                Optional.empty(),
                0),
            vertx,
            8192,
            Optional.of(
                (request, next) -> {
                  throw new IllegalStateException("no middleware sees a probe");
                }),
            Metrics.hidden().http());
    try (AppHealth health =
        new AppHealth(
            channel,
            new AppHealth.Options("/well", Duration.ofMillis(5), Duration.ofSeconds(10), 2),
            Clock.system(),
            log())) {
      health.start();
      await().until(health::healthy);
      status.set(503);
      await().until(() -> !health.healthy());
      status.set(204);
      await().until(health::healthy);
      app.stop(0);
      await().until(() -> !health.healthy());
    } finally {
      channel.close();
      vertx.close().await();
    }
  }

  private AppHealth health(AppHealth.Probe probe) {
    return health(probe, Duration.ofMinutes(5));
  }

  private AppHealth health(AppHealth.Probe probe, Duration timeout) {
    AppHealth health =
        new AppHealth(
            probe,
            new AppHealth.Options("", Duration.ofMillis(1), timeout, 3),
            Clock.system(),
            log());
    health.listen(changes::add);
    return health;
  }

  private Optional<String> next() {
    probes.incrementAndGet();
    try {
      return results.take();
    } catch (InterruptedException e) {
      probes.decrementAndGet();
      return ILL;
    }
  }

  private Log log() {
    return new Log(
        new Log.Sink(
            "app",
            "test",
            "test",
            Log.Level.DEBUG,
            false,
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            InstantSource.system()),
        "test");
  }
}
