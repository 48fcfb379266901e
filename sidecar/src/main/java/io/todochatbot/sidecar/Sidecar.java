package io.todochatbot.sidecar;

import io.todochatbot.sidecar.component.ComponentLoader;
import io.todochatbot.sidecar.component.ComponentRegistry;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.http.HttpTransport;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.resiliency.Resiliency;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentContext;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Dapr sidecar in this JVM: the same HTTP and gRPC API, resources and behaviour as daprd 1.17.
 *
 * <pre>{@code
 * try (Sidecar sidecar = Sidecar.builder().appId("orders").appPort(3000).httpPort(0).start()) {
 *   … http://127.0.0.1:<sidecar.httpPort()>/v1.0/…
 * }
 * }</pre>
 *
 * <p>Several sidecars may live in one JVM; they share nothing but the machine's registry of names.
 * Safe for concurrent use.
 */
public final class Sidecar implements AutoCloseable {
  /** How long the answer to the request for the end has, where nothing else keeps the end back. */
  private static final Duration ANSWER = Duration.ofMillis(100);

  /** How long a forced end waits for answers under way. */
  private static final Duration FORCED = Duration.ofMillis(200);

  private final SidecarOptions options;
  private final Log log;
  private final Vertx vertx;
  private final Components components = new Components();
  private final Blocks blocks;
  private final BlockPhase blockPhase;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  private Sidecar(Blocks.Parts parts, Vertx vertx) {
    this.options = parts.options();
    this.log = parts.log();
    this.vertx = vertx;
    this.blockPhase = new BlockPhase(log);
    this.blocks = new Blocks(parts, components, vertx, this::beginEnd);
  }

  /** Collects the options of a sidecar. */
  public static SidecarBuilder builder() {
    return new SidecarBuilder();
  }

  /**
   * Starts a sidecar that logs to standard output, or to its log file.
   *
   * @see #start(SidecarOptions, PrintStream)
   */
  public static Sidecar start(SidecarOptions options) {
    return start(options, LogFile.of(options.logging()));
  }

  /**
   * Starts a sidecar and returns once the application may call it ({@code /v1.0/healthz/outbound}
   * answers 204). The application is waited for meanwhile: see {@link #awaitReady}.
   *
   * @param out where the log goes
   * @throws SidecarFailure if it can't start: a resource, a component or a port is at fault
   */
  public static Sidecar start(SidecarOptions options, PrintStream out) {
    return start(options, out, Clock.system());
  }

  /**
   * As {@link #start(SidecarOptions, PrintStream)}, on a clock that a test may move.
   *
   * @param clock the time of jobs, expiries, retries and probes
   */
  public static Sidecar start(SidecarOptions options, PrintStream out, Clock clock) {
    Log log = new Log(sink(options, out, clock), "dapr.runtime");
    log.info("Starting Dapr Runtime -- version " + RuntimeVersion.TEXT + " -- commit ");
    log.info("Log level set to: " + options.logging().level().name().toLowerCase(Locale.ROOT));
    if (options.security().mtls()) {
      refuseMtls(options);
    }
    log.scope("dapr.runtime.security")
        .warn("mTLS is disabled. Skipping certificate request and tls validation");
    LoadedResources loaded = LoadedResources.read(options, log);
    log.info(options.resources().mode() + " mode configured");
    log.info("app id: " + options.appId());
    Metrics metrics = metrics(options, loaded);
    Resiliency resiliency =
        Resiliency.of(loaded.resources().resiliencies(), clock, metrics.resiliency(), log);
    Blocks.Parts parts = new Blocks.Parts(options, loaded, resiliency, metrics, log, clock);
    Sidecar sidecar = new Sidecar(parts, vertx());
    try {
      sidecar.open(parts);
    } catch (RuntimeException e) {
      sidecar.closeComponents();
      sidecar.release();
      throw e;
    }
    return sidecar;
  }

  /** The application's id. */
  public String appId() {
    return options.appId();
  }

  /** The port of the HTTP API. */
  public int httpPort() {
    return blocks.httpPort();
  }

  /** The port of the gRPC API. */
  public int grpcPort() {
    return blocks.grpcPort();
  }

  /** The port other sidecars call. */
  public int internalGrpcPort() {
    return blocks.internalGrpcPort();
  }

  /** The port of the metrics server; 0 if there is none. */
  public int metricsPort() {
    return blocks.metricsPort();
  }

  /** Whether the sidecar and its application are up: what {@code /v1.0/healthz} tells. */
  public boolean isReady() {
    return blocks.isReady();
  }

  /**
   * Waits until the sidecar and its application are up.
   *
   * @return whether they are within {@code limit}
   */
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return blocks.awaitReady(limit);
  }

  /**
   * Waits for the sidecar's end.
   *
   * @return the exit code that daprd would give: 0 for a graceful end, 1 for a forced one
   */
  public int awaitEnd() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end never fails", e);
    }
  }

  /**
   * Ends the sidecar: waits as {@code --dapr-block-shutdown-duration} says, takes nothing new, lets
   * what is under way finish within the grace period, closes the components. Returns when all that
   * is done; a second call only waits.
   */
  @Override
  public void close() {
    if (ending.compareAndSet(false, true)) {
      options.shutdown().block().ifPresent(longest -> blockPhase.run(longest, blocks));
      end();
    }
    ended.join();
  }

  /** Ends without blocking, as daprd does when its API asks; also while it blocks. */
  private void beginEnd(boolean force) {
    if (force) {
      log.warn("Force shutdown requested, exiting immediately without graceful shutdown");
      ending.set(true);
      Thread.startVirtualThread(
          () -> {
            answerLast();
            release();
            ended.complete(1);
          });
      return;
    }
    log.info("Shutdown requested via API");
    // the answer to this request goes first: what follows closes its connection
    CompletableFuture.delayedExecutor(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .execute(blockPhase::cut);
    if (ending.compareAndSet(false, true)) {
      Thread.ofPlatform().name("dapr-shutdown-" + options.appId()).start(this::end);
    }
  }

  private void open(Blocks.Parts parts) {
    try {
      blocks.prepare();
      log.info("Loading components…");
      loader(parts).load(parts.loaded().resources().components());
      log.info("All outstanding components processed");
      blocks.open();
      log.info("dapr initialized. Status: Running.");
    } catch (ComponentLoader.Failed e) {
      throw new SidecarFailure(message(e), e);
    } catch (IOException e) {
      // daprd's own words name no address
      String reason = e.getCause() == null ? "" : ": " + message(e.getCause());
      log.error(message(e) + reason);
      throw new SidecarFailure(message(e) + reason, e);
    }
  }

  private ComponentLoader loader(Blocks.Parts parts) {
    ComponentContext context =
        new ComponentContext(
            "",
            options.appId(),
            options.namespace(),
            sinkInstance(options),
            parts.clock(),
            Map.of(),
            log.scope("dapr.contrib").asSystemLogger());
    return new ComponentLoader(
        ComponentRegistry.ofClassPath(),
        components,
        new ComponentLoader.Environment(
            context,
            options.environment(),
            (name, kind) -> ComponentPolicies.outbound(parts.resiliency(), name, kind),
            parts.metrics(),
            blocks::judge),
        log);
  }

  private void end() {
    log.info("Dapr is shutting down");
    CompletableFuture<Void> drained =
        CompletableFuture.runAsync(this::drain, Thread::startVirtualThread);
    int code = 0;
    try {
      drained.get(options.shutdown().grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.error("Graceful shutdown timeout exceeded, forcing shutdown");
      code = 1;
    } catch (ExecutionException e) {
      log.error("shutdown failed", e.getCause() == null ? e : e.getCause());
      code = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = 1;
    }
    release();
    if (code == 0) {
      log.info("Daprd shutdown gracefully");
    }
    ended.complete(code);
  }

  /** Lets the answers under way go out, that to the shutdown itself among them, if they can. */
  private void answerLast() {
    try {
      CompletableFuture.allOf(
              CompletableFuture.runAsync(blocks::closeHttp, Thread::startVirtualThread),
              CompletableFuture.runAsync(blocks::closeGrpc, Thread::startVirtualThread))
          .get(FORCED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException expected) {
      log.debug("requests under way are cut off");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    blocks.drain();
    closeComponents();
    log.info("Dapr runtime stopped");
  }

  private void closeComponents() {
    for (Loaded component : components.list().reversed()) {
      log.info("Shutting down component " + component.logName());
      try {
        components.remove(component.name());
      } catch (RuntimeException e) {
        // one that fails must not keep the others open
        log.error("can't close component " + component.logName(), e);
      }
    }
  }

  /** Gives back what is left, whatever state it is in. */
  private void release() {
    vertx.close().await();
  }

  private static Metrics metrics(SidecarOptions options, LoadedResources loaded) {
    try {
      return new Metrics(
          options.appId(), options.namespace(), loaded.configuration().spec().metric());
    } catch (IllegalArgumentException e) {
      throw new SidecarFailure("spec.metrics.rules: " + e.getMessage(), e);
    }
  }

  private static void refuseMtls(SidecarOptions options) {
    if (options.environment().getOrDefault("DAPR_TRUST_ANCHORS", "").isEmpty()) {
      throw new SidecarFailure("trust anchors are required");
    }
    throw new SidecarFailure(
        "--enable-mtls: this sidecar does not speak mTLS with other sidecars yet; start it without");
  }

  private static Vertx vertx() {
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setBlockedThreadCheckInterval(60_000)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)))
        .withTransport(new HttpTransport())
        .build();
  }

  static Log.Sink sink(SidecarOptions options, PrintStream out, InstantSource clock) {
    return new Log.Sink(
        options.appId(),
        sinkInstance(options),
        RuntimeVersion.TEXT,
        options.logging().level(),
        options.logging().json(),
        out,
        clock);
  }

  private static String sinkInstance(SidecarOptions options) {
    return HostName.of(options.environment());
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
