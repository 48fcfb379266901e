package io.todochatbot.sidecar;

import io.todochatbot.resources.Configuration;
import io.todochatbot.resources.GoDuration;
import io.todochatbot.sidecar.absent.AbsentApi;
import io.todochatbot.sidecar.absent.AbsentGrpc;
import io.todochatbot.sidecar.absent.AbsentHttp;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.bindings.BindingsApi;
import io.todochatbot.sidecar.bindings.BindingsGrpc;
import io.todochatbot.sidecar.bindings.BindingsHttp;
import io.todochatbot.sidecar.bindings.InputBindings;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.component.References;
import io.todochatbot.sidecar.conversation.ConversationApi;
import io.todochatbot.sidecar.conversation.ConversationGrpc;
import io.todochatbot.sidecar.conversation.ConversationHttp;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.health.HealthApi;
import io.todochatbot.sidecar.health.HealthGrpc;
import io.todochatbot.sidecar.health.HealthHttp;
import io.todochatbot.sidecar.http.ApiLog;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.metadata.MetadataApi;
import io.todochatbot.sidecar.metadata.MetadataGrpc;
import io.todochatbot.sidecar.metadata.MetadataHttp;
import io.todochatbot.sidecar.metadata.Subscribed;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.pubsub.Brokers;
import io.todochatbot.sidecar.pubsub.DeliveryPolicy;
import io.todochatbot.sidecar.pubsub.InboxApi;
import io.todochatbot.sidecar.pubsub.InboxHttp;
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
import io.todochatbot.sidecar.telemetry.BaggageCheck;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
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
      Metrics metrics,
      Log log,
      Clock clock) {}

  /** The feature of a Configuration that switches on what tells about the inside. */
  private static final String DEBUG_FEATURE = "DebugApi";

  private static final Duration OUTBOX_PAUSE = Duration.ofSeconds(2);

  private final SidecarOptions options;
  private final LoadedResources loaded;
  private final Components components;
  private final Log log;
  private final Vertx vertx;
  private final Servers servers;
  private final Pipelines pipelines;
  private final Application application;
  private final Calling calling;
  private final Subscriptions subscriptions;
  private final InputBindings inputBindings;
  private final Intake intake;
  private final Jobs jobs;
  private final StoresAndKeys storesAndKeys;
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
    application = new Application(parts, vertx, pipelines.app());
    Tracing tracing = tracing(spec.tracing());
    Wires wires = wires(parts, tracing);
    bindHealth(wires, ending);
    Brokers brokers = new Brokers(components, options.appId(), options.namespace());
    subscriptions = bindEvents(wires, parts, brokers);

    Outbox outbox = outbox(parts, components, brokers);
    outboxSweeper = new OutboxSweeper(outbox, OUTBOX_PAUSE, log);
    StateApi state = bindStores(wires, components, outbox);
    inputBindings = bindBindings(wires, parts, components, state, tracing);
    jobs = new Jobs(parts, wires.http(), wires.grpc());
    intake = intake();

    storesAndKeys = new StoresAndKeys(parts, components, application);
    storesAndKeys.bind(wires.http(), wires.grpc());

    calling = new Calling(parts, application, vertx, pipelines.app());
    calling.bind(wires.http(), wires.grpc());

    servers = new Servers(parts, wires, tracing, pipelines.server(door(options, parts.metrics())));
  }

  private static Wires wires(Parts parts, Tracing tracing) {
    Gateway gateway =
        gateway(parts.options(), parts.loaded().configuration().spec(), parts.metrics());
    return new Wires(
        new HttpApi(gateway),
        new GrpcApi(
            gateway, tracing, parts.metrics().grpc(), parts.log().scope("dapr.runtime.grpc.api")),
        new HttpApi(gateway));
  }

  private static Subscriptions bindEvents(Wires wires, Parts parts, Brokers brokers) {
    Subscriptions subscriptions = subscriptions(parts, brokers);
    if (parts.loaded().configuration().enabled(DEBUG_FEATURE)) {
      // first, since a path to publish to may look the same
      InboxHttp.bind(wires.http(), new InboxApi(subscriptions, parts.clock()));
    }
    PublishApi publish = new PublishApi(brokers, parts.clock());
    PublishHttp.bind(wires.http(), publish);
    PublishGrpc.bind(wires.grpc(), publish);
    SubscribeGrpc.bind(wires.grpc(), subscriptions);
    return subscriptions;
  }

  private static Subscriptions subscriptions(Parts parts, Brokers brokers) {
    Subscriptions subscriptions =
        new Subscriptions(
            brokers,
            parts.loaded().resources().subscriptions(),
            DeliveryPolicy.of(
                pubsub -> parts.resiliency().policy(new Target.ComponentIn(pubsub, "Pubsub"))),
            parts.clock(),
            parts.metrics().components(),
            parts.log());
    if (parts.loaded().configuration().spec().tracing().samplingRate().isEmpty()) {
      subscriptions.passTraces();
    }
    return subscriptions;
  }

  private static Gateway gateway(SidecarOptions options, Configuration.Spec spec, Metrics metrics) {
    return new Gateway(
        List.of(
            metrics.errors(),
            new BaggageCheck(),
            new ApiToken(options.security().apiToken()),
            new ApiLists(spec.api())));
  }

  /** What comes before middleware, and again behind it. */
  private static Gateway door(SidecarOptions options, Metrics metrics) {
    return new Gateway(List.of(metrics.errors(), new ApiToken(options.security().apiToken())));
  }

  private static Tracing tracing(Configuration.Tracing spec) {
    return new Tracing(samplingRate(spec), spec.samplingRate().isPresent());
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

  private StateApi bindStores(Wires wires, Components components, Outbox outbox) {
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

    AbsentApi absent = new AbsentApi();
    AbsentHttp.bind(wires.http(), absent);
    AbsentGrpc.bind(wires.grpc(), absent);
    return state;
  }

  private static InputBindings bindBindings(
      Wires wires, Parts parts, Components components, StateApi state, Tracing tracing) {
    BindingsApi bindings = new BindingsApi(components);
    BindingsHttp.bind(wires.http(), bindings);
    BindingsGrpc.bind(wires.grpc(), bindings);
    return new InputBindings(
        components,
        new InputBindings.Parts(
            bindings,
            (store, states) -> StateGrpc.save(state, store, states),
            name -> parts.resiliency().policy(new Target.ComponentIn(name, "Binding")),
            tracing::start,
            parts.metrics().components()),
        parts.log());
  }

  private Intake intake() {
    boolean ask = !options.app().skippedInitEndpoints().contains("subscribe");
    return new Intake(
        List.of(
            new Intake.Source(
                app -> subscriptions.start(app, ask), subscriptions::stop, subscriptions::close),
            new Intake.Source(inputBindings::start, inputBindings::stop, inputBindings::close),
            new Intake.Source(jobs::start, jobs::stop, jobs::drain)),
        log);
  }

  /**
   * Refuses a component that its building block can't use as it is configured.
   *
   * @throws ComponentException saying why
   */
  void judge(Loaded component) {
    inputBindings.loaded(component);
    StoresAndKeys.judge(component);
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
    Servers.listen("internal gRPC server", () -> calling.open(references));
    log.info("Internal gRPC server is running on port " + calling.port());
    servers.open(vertx, apiLog());
    log.scope("dapr.runtime.actor").info("Actor runtime disabled");
    jobs.open();
    outboundReady.countDown();
    application.start(intake, ready::countDown);
    outboxSweeper.start();
  }

  private ApiLog apiLog() {
    Configuration.ApiLogging spec = loaded.configuration().spec().logging().apiLogging();
    return new ApiLog(
        new ApiLog.Options(
            options.logging().apiCalls().orElse(spec.enabled()),
            spec.obfuscateURLs(),
            spec.omitHealthChecks()),
        log);
  }

  /** Takes no further message for the application, for good; returns at once. */
  void stopIntake() {
    intake.beginEnd();
  }

  /** Has {@code then} run when the application falls ill, or now if it is not well. */
  void whenUnhealthy(Runnable then) {
    if (isReady()) {
      application.whenUnhealthy(then);
    } else {
      then.run();
    }
  }

  /** Takes nothing new and waits for what is under way. */
  void drain() {
    application.stop();
    // first of all, while the servers still answer what the handlers under way may ask
    intake.end();
    storesAndKeys.close();
    calling.leave();
    closeAll(servers.all());
    closeAll(List.of(outboxSweeper, calling, jobs));
    application.close();
  }

  /** Takes no further request over HTTP and lets those under way end. */
  void closeHttp() {
    servers.closeHttp();
  }

  /** Takes no further call over gRPC and lets those under way end. */
  void closeGrpc() {
    servers.closeGrpc();
  }

  boolean isReady() {
    return ready.getCount() == 0;
  }

  boolean awaitReady(Duration limit) throws InterruptedException {
    return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  int httpPort() {
    return servers.httpPort();
  }

  int grpcPort() {
    return servers.grpcPort();
  }

  int internalGrpcPort() {
    return calling.port();
  }

  int metricsPort() {
    return servers.metricsPort();
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

  private void closeAll(List<AutoCloseable> closeables) {
    for (AutoCloseable closeable : closeables) {
      try {
        closeable.close();
      } catch (Exception e) {
        log.error("can't close " + closeable.getClass().getSimpleName(), e);
      }
    }
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
}
