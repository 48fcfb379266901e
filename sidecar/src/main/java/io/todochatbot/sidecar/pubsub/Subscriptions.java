package io.todochatbot.sidecar.pubsub;

import io.todochatbot.resources.Subscription;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.app.HttpApp;
import io.todochatbot.sidecar.metrics.ComponentMetrics;
import io.todochatbot.sidecar.pubsub.SubscriptionStatus.State;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the application receives: declared in resources, asked of the application itself, or held
 * open by it as a stream.
 *
 * <p>Sidecar wires it so, after {@link PublishApi}:
 *
 * <pre>{@code
 * // throws Router.BadRule (a RuntimeException) if a declared CEL rule can't be compiled: daprd ends
 * Subscriptions subscriptions =
 *     new Subscriptions(brokers, resources.subscriptions(), DeliveryPolicy.ONCE, clock, metrics, log);
 * SubscribeGrpc.bind(grpc, subscriptions);       // streams need no application channel
 * // … components loaded, servers listening, application reachable (and healthy):
 * subscriptions.start(appChannel, !disabledInitEndpoints.contains("subscribe"));  // blocks
 * // metadata API: subscriptions.list()
 * // application unhealthy / healthy again: subscriptions.stop(), subscriptions.start(…)
 * // shutdown, first of all, while the servers still answer:
 * subscriptions.close();
 * }</pre>
 *
 * <p>{@code resources} are those visible to the application (scopes applied). Without an
 * application channel {@code start} is not called; declared subscriptions are listed all the same.
 */
public final class Subscriptions implements AutoCloseable {
  private final Brokers brokers;
  private final List<Wanted> declared;
  private final DeliveryPolicy policy;
  private final CloudEvents events;
  private final ComponentMetrics metrics;
  private final Log log;
  private final Log runtimeLog;
  private final ReentrantLock changing = new ReentrantLock();
  private final RunningSet running = new RunningSet();
  private final Streams streams = new Streams(Closing.LONGEST);
  private volatile List<Wanted> programmatic = List.of();
  private final Map<List<String>, SubscriptionStatus> statuses = new ConcurrentHashMap<>();
  private volatile boolean passesTraces;
  private boolean asked;
  private volatile boolean active;
  private boolean closed;

  /**
   * Subscriptions that are not started yet.
   *
   * @param declared the Subscription resources that this application sees
   * @param policy how often a delivery is attempted before the message goes back
   * @param metrics counts what is delivered
   * @throws RuntimeException if a rule of a resource can't be compiled; the message names it
   */
  public Subscriptions(
      Brokers brokers,
      List<Subscription> declared,
      DeliveryPolicy policy,
      InstantSource clock,
      ComponentMetrics metrics,
      Log log) {
    this.brokers = brokers;
    this.policy = policy;
    this.events = new CloudEvents(clock);
    this.metrics = metrics;
    this.log = log.scope("dapr.runtime.processor.subscription");
    this.runtimeLog = log.scope("dapr.runtime");
    runtimeLog.info("Loading Declarative Subscriptions…");
    declared.forEach(found -> runtimeLog.info("Found Subscription: " + found.name()));
    this.declared = declared.stream().map(Wanted::of).toList();
  }

  /**
   * Asks the application what it wants, once, and begins to deliver to it. Subscriptions that can't
   * be made are tried again until they can.
   *
   * @param ask whether the application may be asked
   */
  public void start(AppChannel app, boolean ask) {
    changing.lock();
    try {
      if (active || closed) {
        return;
      }
      askOnce(app, ask);
      active = true;
      startAll(courier(app));
    } catch (AppTopics.Unanswered e) {
      log.error(Brokers.words(e));
      notSubscribed(Brokers.words(e));
    } catch (Router.BadRule e) {
      notSubscribed(Brokers.words(e));
    } finally {
      changing.unlock();
    }
  }

  /** Stops delivering to the application, until it is started again; streams go on. */
  public void stop() {
    changing.lock();
    try {
      active = false;
    } finally {
      changing.unlock();
    }
    running.close();
  }

  /** Takes no further message, for good; returns when the deliveries under way have ended. */
  @Override
  public void close() {
    changing.lock();
    try {
      closed = true;
      active = false;
    } finally {
      changing.unlock();
    }
    running.close();
    streams.close();
  }

  /** Every subscription that counts, declared ones first; also those not started. */
  public List<SubscriptionInfo> list() {
    List<SubscriptionInfo> all = new ArrayList<>();
    Wanted.effective(declared, programmatic).forEach(wanted -> all.add(wanted.info()));
    all.addAll(streams.list());
    return all;
  }

  /** The same with what is the matter with each. */
  List<SubscriptionStatus.Of> statuses() {
    List<SubscriptionStatus.Of> all = new ArrayList<>();
    for (Wanted wanted : Wanted.effective(declared, programmatic)) {
      SubscriptionStatus paused = SubscriptionStatus.of(State.PAUSED);
      all.add(
          new SubscriptionStatus.Of(
              wanted.info(), active ? statuses.getOrDefault(wanted.key(), paused) : paused));
    }
    streams
        .list()
        .forEach(i -> all.add(new SubscriptionStatus.Of(i, SubscriptionStatus.of(State.ACTIVE))));
    return all;
  }

  /** The components that streams subscribe to. */
  Brokers brokers() {
    return brokers;
  }

  /** The log of subscriptions. */
  Log log() {
    return log;
  }

  /** The streams that are open. */
  Streams streams() {
    return streams;
  }

  /**
   * Has applications get each event's span itself from now on, not a child of it: daprd makes no
   * spans while no sampling rate is configured.
   */
  public void passTraces() {
    passesTraces = true;
  }

  /**
   * Begins to deliver by {@code courier}.
   *
   * @throws Brokers.NotAllowed if the topic is out of scope
   * @throws ComponentException if the component fails
   */
  Running run(Wanted wanted, Brokers.Broker broker, Courier courier) {
    DeadLetters deadLetters =
        new DeadLetters(broker, wanted.info().topic(), wanted.info().deadLetterTopic(), log);
    return Running.start(
        wanted.info(),
        new Delivery.Parts(
            broker,
            wanted.router(),
            courier,
            deadLetters,
            policy,
            events,
            passesTraces,
            metrics.arrivals(wanted.info().pubsub(), wanted.info().topic()),
            log));
  }

  private void askOnce(AppChannel app, boolean ask) throws AppTopics.Unanswered {
    if (asked || !brokers.any()) {
      return;
    }
    asked = true;
    if (!ask) {
      log.warn(
          "Skipping programmatic subscription loading (see 'disable-init-endpoints'"
              + " flag/annotation)");
      return;
    }
    List<SubscriptionInfo> found = topics(app).ask();
    found.stream()
        .map(SubscriptionInfo::pubsub)
        .distinct()
        .forEach(pubsub -> log.info(topicsOf(pubsub, found)));
    programmatic = found.stream().map(Wanted::of).toList();
  }

  private void startAll(Courier courier) {
    List<String> failures = new ArrayList<>();
    for (Wanted wanted : Wanted.effective(declared, programmatic)) {
      Optional<Brokers.Broker> broker = brokers.find(wanted.info().pubsub());
      if (broker.isEmpty()) {
        // a subscription to a component that is not there waits for it
        statuses.put(wanted.key(), SubscriptionStatus.of(State.NO_COMPONENT));
        continue;
      }
      try {
        running.add(run(wanted, broker.get(), courier));
        statuses.put(wanted.key(), SubscriptionStatus.of(State.ACTIVE));
      } catch (Brokers.NotAllowed | ComponentException e) {
        failures.add(reason(wanted, e));
        statuses.put(wanted.key(), new SubscriptionStatus(State.RETRYING, reason(wanted, e)));
        log.error("Failed to start subscription for " + where(wanted) + ": " + reason(wanted, e));
        running.retry(() -> again(wanted, broker.get(), courier));
      }
    }
    if (!failures.isEmpty()) {
      notSubscribed(String.join("\n", failures));
    }
  }

  /** One more attempt; empty if it failed too. */
  private Optional<Running> again(Wanted wanted, Brokers.Broker broker, Courier courier) {
    try {
      Running started = run(wanted, broker, courier);
      statuses.put(wanted.key(), SubscriptionStatus.of(State.ACTIVE));
      log.info("Successfully started subscription after retry for " + where(wanted));
      return Optional.of(started);
    } catch (Brokers.NotAllowed | ComponentException e) {
      log.error(
          "Retry failed for subscription "
              + where(wanted)
              + ": "
              + reason(wanted, e)
              + ". Will retry.");
      return Optional.empty();
    }
  }

  private Courier courier(AppChannel app) {
    return switch (app) {
      case HttpApp http -> new DeliveryHttp(http, log);
      case GrpcApp grpc -> new DeliveryGrpc(grpc, log);
    };
  }

  private AppTopics topics(AppChannel app) {
    return switch (app) {
      case HttpApp http -> new AppTopicsHttp(http, brokers.appId(), log);
      case GrpcApp grpc -> new AppTopicsGrpc(grpc, log);
    };
  }

  private void notSubscribed(String why) {
    runtimeLog.warn("failed to subscribe to topics: " + why + " ");
  }

  private static String topicsOf(String pubsub, List<SubscriptionInfo> found) {
    List<String> topics =
        found.stream()
            .filter(info -> info.pubsub().equals(pubsub))
            .map(SubscriptionInfo::topic)
            .toList();
    return "app is subscribed to the following topics: [["
        + String.join(" ", topics)
        + "]] through pubsub="
        + pubsub;
  }

  private static String where(Wanted wanted) {
    return "pubsub " + wanted.info().pubsub() + ", topic " + wanted.info().topic();
  }

  private static String reason(Wanted wanted, RuntimeException failure) {
    return failure instanceof Brokers.NotAllowed
        ? Brokers.words(failure)
        : "failed to subscribe to topic " + wanted.info().topic() + ": " + Brokers.words(failure);
  }
}
