package io.todochatbot.sidecar;

import io.todochatbot.resources.Configuration;
import io.todochatbot.resources.GoDuration;
import io.todochatbot.sidecar.absent.AbsentApi;
import io.todochatbot.sidecar.absent.AbsentGrpc;
import io.todochatbot.sidecar.absent.AbsentHttp;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.component.References;
import io.todochatbot.sidecar.conversation.ConversationApi;
import io.todochatbot.sidecar.conversation.ConversationGrpc;
import io.todochatbot.sidecar.conversation.ConversationHttp;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcServer;
import io.todochatbot.sidecar.health.HealthApi;
import io.todochatbot.sidecar.health.HealthGrpc;
import io.todochatbot.sidecar.health.HealthHttp;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpPipeline;
import io.todochatbot.sidecar.http.HttpServer;
import io.todochatbot.sidecar.metadata.MetadataApi;
import io.todochatbot.sidecar.metadata.MetadataGrpc;
import io.todochatbot.sidecar.metadata.MetadataHttp;
import io.todochatbot.sidecar.metadata.Subscribed;
import io.todochatbot.sidecar.pubsub.Brokers;
import io.todochatbot.sidecar.pubsub.DeliveryPolicy;
import io.todochatbot.sidecar.pubsub.PublishApi;
import io.todochatbot.sidecar.pubsub.PublishGrpc;
import io.todochatbot.sidecar.pubsub.PublishHttp;
import io.todochatbot.sidecar.pubsub.SubscribeGrpc;
import io.todochatbot.sidecar.pubsub.Subscriptions;
import io.todochatbot.sidecar.resiliency.Resiliency;
import io.todochatbot.sidecar.resiliency.Target;
import io.todochatbot.sidecar.secrets.SecretsApi;
import io.todochatbot.sidecar.secrets.SecretsGrpc;
import io.todochatbot.sidecar.secrets.SecretsHttp;
import io.todochatbot.sidecar.security.ApiLists;
import io.todochatbot.sidecar.security.ApiToken;
import io.todochatbot.sidecar.state.EventPublisher;
import io.todochatbot.sidecar.state.Outbox;
import io.todochatbot.sidecar.state.OutboxSweeper;
import io.todochatbot.sidecar.state.StateApi;
import io.todochatbot.sidecar.state.StateGrpc;
import io.todochatbot.sidecar.state.StateHttp;
import io.todochatbot.sidecar.state.StateKeysHttp;
import io.todochatbot.sidecar.telemetry.ErrorMeter;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.MetricsServer;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The building blocks of one sidecar, wired to both wires; the only class that knows them all. */
final class Blocks {
  /** What a sidecar is made from. */
  record Parts(
      SidecarOptions options,
      LoadedResources loaded,
      Resiliency resiliency,
      Log log,
      InstantSource clock) {}

  private static final Duration OUTBOX_PAUSE = Duration.ofSeconds(2);

  private final SidecarOptions options;
  private final LoadedResources loaded;
  private final Components components;
  private final Log log;
  private final Vertx vertx;
  private final HttpServer http;
  private final Optional<HttpServer> publicHttp;
  private final GrpcServer grpc;
  private final Optional<MetricsServer> metrics;
  private final Pipelines pipelines;
  private final Application application;
  private final Calling calling;
  private final Subscriptions subscriptions;
  private final OutboxSweeper outboxSweeper;
  private final CountDownLatch outboundReady = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);

  Blocks(Parts parts, Components components, Vertx vertx, HealthApi.Ending ending) {
    options = parts.options();
    this.components = components;
    loaded = parts.loaded();
    log = parts.log();
    this.vertx = vertx;
    Configuration.Spec spec = loaded.configuration().spec();
    pipelines = new Pipelines(spec, components, log);
    application = new Application(options, vertx, log, pipelines.app());
    ErrorMeter errors = new ErrorMeter(options.appId(), spec.metric().recordErrorCodes());
    Gateway gateway = gateway(options, spec, errors);
    Tracing tracing = tracing(spec.tracing());
    HttpApi httpApi = new HttpApi(gateway);
    GrpcApi grpcApi = new GrpcApi(gateway, tracing, log.scope("dapr.runtime.grpc.api"));
    HttpApi publicApi = new HttpApi(gateway);

    bindHealth(new Wires(httpApi, grpcApi, publicApi), ending);
    Brokers brokers = new Brokers(components, options.appId(), options.namespace());
    PublishApi publish = new PublishApi(brokers, parts.clock());
    PublishHttp.bind(httpApi, publish);
    PublishGrpc.bind(grpcApi, publish);
    subscriptions = subscriptions(parts, brokers);
    if (spec.tracing().samplingRate().isEmpty()) {
      subscriptions.passTraces();
    }
    SubscribeGrpc.bind(grpcApi, subscriptions);

    Outbox outbox = outbox(parts, components, brokers);
    outboxSweeper = new OutboxSweeper(outbox, OUTBOX_PAUSE, log);
    bindStores(new Wires(httpApi, grpcApi, publicApi), components, outbox);

    calling = new Calling(parts, application, vertx, pipelines.app());
    calling.bind(httpApi, grpcApi);

    http = apiServer(httpApi, tracing, pipelines.server(door(options, errors)));
    publicHttp = publicServer(publicApi, tracing);
    grpc = grpcServer(grpcApi);
    metrics = metricsServer(options.ports(), errors);
  }

  private static Subscriptions subscriptions(Parts parts, Brokers brokers) {
    return new Subscriptions(
        brokers,
        parts.loaded().resources().subscriptions(),
        DeliveryPolicy.of(
            pubsub -> parts.resiliency().policy(new Target.ComponentIn(pubsub, "Pubsub"))),
        parts.clock(),
        parts.log());
  }

  private static Gateway gateway(
      SidecarOptions options, Configuration.Spec spec, ErrorMeter errors) {
    return new Gateway(
        List.of(errors, new ApiToken(options.security().apiToken()), new ApiLists(spec.api())));
  }

  /** What comes before middleware, and again behind it. */
  private static Gateway door(SidecarOptions options, ErrorMeter errors) {
    return new Gateway(List.of(errors, new ApiToken(options.security().apiToken())));
  }

  private static Tracing tracing(Configuration.Tracing spec) {
    return new Tracing(samplingRate(spec), spec.samplingRate().isPresent());
  }

  private Optional<HttpServer> publicServer(HttpApi api, Tracing tracing) {
    SidecarOptions.Ports ports = options.ports();
    return ports
        .publicPort()
        .map(port -> httpServer(api, any(ports.publicAddress()), port, tracing, Optional.empty()));
  }

  private static EventPublisher publisher(Brokers brokers) {
    return (pubsub, topic, event, contentType) ->
        brokers.publish(pubsub, topic, event, Optional.of(contentType), Map.of());
  }

  private static Outbox outbox(Parts parts, Components components, Brokers brokers) {
    return new Outbox(
        components,
        publisher(brokers),
        parts.options().appId(),
        parts.options().namespace(),
        parts.clock(),
        parts.log());
  }

  private void bindHealth(Wires wires, HealthApi.Ending ending) {
    HealthApi health = new HealthApi(options.appId(), this::isReady, this::isOutboundReady, ending);
    HealthHttp.bind(wires.http(), health);
    HealthHttp.bindPublic(wires.publicHttp(), health);
    HealthGrpc.bind(wires.grpc(), health);
  }

  private void bindStores(Wires wires, Components components, Outbox outbox) {
    MetadataApi metadata = new MetadataApi(fixedMetadata(), components, this::subscribed);
    MetadataHttp.bind(wires.http(), metadata);
    MetadataHttp.bindPublic(wires.publicHttp(), metadata);
    MetadataGrpc.bind(wires.grpc(), metadata);

    StateApi state = new StateApi(components, options.appId(), options.namespace(), outbox);
    StateHttp.bind(wires.http(), state);
    if (loaded.configuration().enabled(StateKeysHttp.FEATURE)) {
      StateKeysHttp.bind(wires.http(), state);
    }
    StateGrpc.bind(wires.grpc(), state);

    SecretsApi secrets =
        new SecretsApi(components, loaded.configuration().spec().secrets().scopes());
    SecretsHttp.bind(wires.http(), secrets);
    SecretsGrpc.bind(wires.grpc(), secrets);

    ConversationApi conversation = new ConversationApi(components);
    ConversationHttp.bind(wires.http(), conversation);
    ConversationGrpc.bind(wires.grpc(), conversation);

    AbsentApi absent = new AbsentApi(options.appId(), options.namespace());
    AbsentHttp.bind(wires.http(), absent);
    AbsentGrpc.bind(wires.grpc(), absent);
  }

  /**
   * Refuses a component that its building block can't use as it is configured.
   *
   * @throws ComponentException saying why
   */
  void judge(Loaded component) {
    if (component.kind() != StateStore.class) {
      return;
    }
    StateApi.judge(component);
    if (StateApi.encrypts(component)) {
      log.info("Automatic encryption enabled for state store " + component.name());
    }
  }

  /** Makes ready what components may need while they start. */
  void prepare() {}

  /**
   * Begins to listen, then to wait for the application.
   *
   * @throws IOException if a port can't be had
   */
  void open() throws IOException {
    pipelines.announce();
    References references = new References(components, options.environment(), log);
    listen("internal gRPC server", () -> calling.open(references));
    log.info("Internal gRPC server is running on port " + calling.port());
    listen("gRPC server", () -> grpc.start(vertx));
    log.info("API gRPC server is running on port " + grpc.port());
    listen("HTTP server", () -> http.start(vertx));
    log.info("HTTP server is running on port " + http.port());
    if (publicHttp.isPresent()) {
      listen("public HTTP server", () -> publicHttp.get().start(vertx));
    }
    if (metrics.isPresent()) {
      listen("metrics server", () -> metrics.get().start(vertx));
    }
    log.scope("dapr.runtime.actor").info("Actor runtime disabled");
    log.scope("dapr.runtime.scheduler").info("Scheduler disabled");
    outboundReady.countDown();
    application.start(subscriptions, ready::countDown);
    outboxSweeper.start();
  }

  /** Takes nothing new and waits for what is under way. */
  void drain() {
    application.stop();
    // first of all, while the servers still answer what the handlers under way may ask
    subscriptions.close();
    calling.leave();
    closeAll(servers());
    closeAll(List.of(outboxSweeper, calling));
    application.close();
  }

  /** Takes no further request over HTTP and lets those under way end. */
  void closeHttp() {
    http.close();
  }

  boolean isReady() {
    return ready.getCount() == 0;
  }

  boolean awaitReady(Duration limit) throws InterruptedException {
    return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  int httpPort() {
    return http.port();
  }

  int grpcPort() {
    return grpc.port();
  }

  int internalGrpcPort() {
    return calling.port();
  }

  int metricsPort() {
    return metrics.map(MetricsServer::port).orElse(0);
  }

  private boolean isOutboundReady() {
    return outboundReady.getCount() == 0;
  }

  private List<Subscribed> subscribed() {
    return subscriptions.list().stream()
        .map(
            s ->
                new Subscribed(
                    s.pubsub(),
                    s.topic(),
                    s.metadata(),
                    s.rules().stream().map(r -> new Subscribed.Rule(r.match(), r.path())).toList(),
                    s.deadLetterTopic(),
                    s.type().name()))
        .toList();
  }

  private List<AutoCloseable> servers() {
    List<AutoCloseable> servers = new ArrayList<>(List.of(http, grpc));
    publicHttp.ifPresent(servers::add);
    metrics.ifPresent(servers::add);
    return servers;
  }

  private void closeAll(List<AutoCloseable> closeables) {
    for (AutoCloseable closeable : closeables) {
      try {
        closeable.close();
      } catch (Exception e) {
        log.error("can't close " + closeable.getClass().getSimpleName(), e);
      }
    }
  }

  private HttpServer apiServer(HttpApi api, Tracing tracing, Optional<HttpPipeline> pipeline) {
    SidecarOptions.Ports ports = options.ports();
    return httpServer(api, ports.addresses(), ports.http(), tracing, pipeline);
  }

  private HttpServer httpServer(
      HttpApi api,
      List<String> addresses,
      int port,
      Tracing tracing,
      Optional<HttpPipeline> pipeline) {
    return new HttpServer(
        api,
        new HttpServer.Options(
            addresses,
            port,
            options.limits().maxBodyBytes(),
            options.limits().maxHeaderBytes(),
            options.security().allowedOrigins()),
        log.scope("dapr.runtime.http"),
        tracing,
        pipeline);
  }

  private static Optional<MetricsServer> metricsServer(
      SidecarOptions.Ports ports, ErrorMeter errors) {
    return ports
        .metrics()
        .map(port -> new MetricsServer(any(ports.metricsAddress()), port, errors::text));
  }

  private GrpcServer grpcServer(GrpcApi api) {
    return new GrpcServer(
        api,
        options.ports().addresses(),
        options.ports().grpc(),
        options.limits().maxBodyBytes(),
        log.scope("dapr.runtime.grpc.api"));
  }

  private MetadataApi.Fixed fixedMetadata() {
    return new MetadataApi.Fixed(
        options.appId(),
        RuntimeVersion.TEXT,
        loaded.configuration().enabledFeatures(),
        loaded.resources().httpEndpoints().stream().map(e -> e.name()).toList(),
        options.app().endpoint(),
        options.app().channelAddress(),
        options.app().protocol(),
        options
            .app()
            .health()
            .map(
                h ->
                    new MetadataApi.HealthCheck(
                        options.app().protocol().isHttp() ? h.path() : "",
                        GoDuration.format(h.interval()),
                        GoDuration.format(h.timeout()),
                        h.threshold())));
  }

  private static double samplingRate(Configuration.Tracing tracing) {
    try {
      return tracing.samplingRate().map(Double::parseDouble).orElse(0.0001);
    } catch (NumberFormatException ignored) {
      // daprd takes a rate that is no number for none at all
      return 0;
    }
  }

  private static List<String> any(String address) {
    return List.of(address.isEmpty() ? "0.0.0.0" : address);
  }

  /** A start that names what failed to start, as daprd does. */
  private static void listen(String what, Start start) throws IOException {
    try {
      start.run();
    } catch (IOException e) {
      throw new IOException("failed to start " + what + ": " + e.getMessage(), e.getCause());
    }
  }

  /** The APIs that blocks bind to. */
  private record Wires(HttpApi http, GrpcApi grpc, HttpApi publicHttp) {}

  private interface Start {
    void run() throws IOException;
  }
}
