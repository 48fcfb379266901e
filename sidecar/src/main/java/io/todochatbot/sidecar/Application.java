package io.todochatbot.sidecar;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.app.AppHealth;
import io.todochatbot.sidecar.app.AppReady;
import io.todochatbot.sidecar.app.AppReply;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.app.HttpApp;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The application behind the sidecar through its life: waited for, asked for its configuration and
 * its topics, delivered to while it is healthy.
 */
final class Application implements AutoCloseable {
  private final SidecarOptions options;
  private final Log log;
  private final Optional<AppChannel> channel;
  private final Optional<AppReady> arrival;
  private final Optional<AppHealth> health;
  private final AtomicBoolean configured = new AtomicBoolean();

  Application(SidecarOptions options, Vertx vertx, Clock clock, Log log) {
    this.options = options;
    this.log = log;
    Optional<AppEndpoint> endpoint = options.app().endpoint();
    channel = endpoint.map(e -> channel(e, vertx));
    arrival = endpoint.map(e -> new AppReady(e, log));
    health = channel.flatMap(c -> health(c, clock));
  }

  /** The way to the application; empty if the sidecar serves none. */
  Optional<AppChannel> channel() {
    return channel;
  }

  /**
   * Whether the application is healthy, or nobody checks; false while it is ill or not there yet.
   */
  boolean isHealthy() {
    return health.map(AppHealth::healthy).orElse(true);
  }

  /**
   * Waits for the application and begins to deliver to it.
   *
   * @param whenThere told once the application is there and has been asked
   */
  void start(Intake intake, Runnable whenThere) {
    if (channel.isEmpty()) {
      log.scope("dapr.runtime.channels")
          .warn("App channel is not initialized. Did you configure an app-port?");
      whenThere.run();
      return;
    }
    Thread.ofVirtual()
        .name("dapr-application-" + options.appId())
        .start(() -> serve(channel.get(), intake, whenThere));
  }

  /** Has {@code then} run when the application falls ill, or now if it is; never without probes. */
  void whenUnhealthy(Runnable then) {
    health.ifPresent(
        h -> {
          h.listen(
              healthy -> {
                if (!healthy) {
                  then.run();
                }
              });
          if (!h.healthy()) {
            then.run();
          }
        });
  }

  /** Ends waiting and probing; the channel stays open for what is under way. */
  void stop() {
    arrival.ifPresent(AppReady::close);
    health.ifPresent(AppHealth::close);
  }

  @Override
  public void close() {
    stop();
    channel.ifPresent(
        c -> {
          switch (c) {
            case HttpApp app -> app.close();
            case GrpcApp app -> app.close();
          }
        });
  }

  private void serve(AppChannel app, Intake intake, Runnable whenThere) {
    try {
      if (!arrival.orElseThrow().await()) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (health.isEmpty()) {
      askForConfiguration(app);
      intake.start(app);
    } else {
      health
          .get()
          .listen(
              healthy -> {
                if (healthy) {
                  if (configured.compareAndSet(false, true)) {
                    askForConfiguration(app);
                  }
                  intake.start(app);
                } else {
                  intake.stop();
                }
              });
      health.get().start();
    }
    whenThere.run();
  }

  /** Asks as daprd does; what is answered matters only to actors. */
  private void askForConfiguration(AppChannel app) {
    if (options.app().skippedInitEndpoints().contains("config")) {
      log.warn(
          "Skipping programmatic dapr configuration loading (see 'disable-init-endpoints'"
              + " flag/annotation)");
      return;
    }
    if (!(app instanceof HttpApp http)) {
      return;
    }
    AppRequest request =
        new AppRequest(
            "GET",
            "dapr/config",
            "",
            List.of(
                Map.entry("content-type", "application/json"),
                Map.entry("dapr-app-id", options.appId())),
            Body.empty(),
            Trace.NONE);
    try {
      AppReply reply = http.send(request);
      reply.body().stream().close();
    } catch (AppUnreachable | IOException e) {
      log.debug("the application did not answer /dapr/config: " + e.getMessage());
    }
  }

  private AppChannel channel(AppEndpoint endpoint, Vertx vertx) {
    return endpoint.protocol().isHttp()
        ? new HttpApp(endpoint, vertx, options.limits().maxHeaderBytes())
        : new GrpcApp(endpoint, vertx);
  }

  private Optional<AppHealth> health(AppChannel app, Clock clock) {
    return options
        .app()
        .health()
        .map(
            h ->
                new AppHealth(
                    app,
                    new AppHealth.Options(h.path(), h.interval(), h.timeout(), h.threshold()),
                    clock,
                    log.scope("dapr.apphealth")));
  }
}
