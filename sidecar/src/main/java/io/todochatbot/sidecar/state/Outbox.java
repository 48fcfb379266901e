package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.StateStore;
import io.todochatbot.spi.StateStore.Concurrency;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Publishes an event for each write of a transaction, if and only if the transaction is carried
 * out.
 *
 * <p>The event is stored in the transaction itself, under a key that no application can name. Then
 * it is published and its key removed. Whatever stops between these steps leaves the event in the
 * store, where {@link OutboxSweeper} finds it: it is published at least once, and never without its
 * state. While a store has events that could not be published, later ones queue behind them.
 */
public final class Outbox {
  /** A stored event on its way. */
  record Pending(String key, byte[] event) {}

  private final Components components;
  private final EventPublisher publisher;
  private final OutboxEvents events;
  private final String appId;
  private final String prefix;
  private final InstantSource clock;
  private final Log log;
  private final AtomicLong lastId = new AtomicLong();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Set<String> behind = ConcurrentHashMap.newKeySet();

  /** An outbox for the transactions of the application {@code appId}. */
  public Outbox(
      Components components,
      EventPublisher publisher,
      String appId,
      String namespace,
      InstantSource clock,
      Log log) {
    this.components = components;
    this.publisher = publisher;
    this.appId = appId;
    this.clock = clock;
    this.log = log.scope("dapr.outbox");
    events = new OutboxEvents(appId, clock);
    prefix =
        "outbox"
            + Keys.SEPARATOR
            + (namespace.isEmpty() ? appId : namespace + "." + appId)
            + Keys.SEPARATOR;
  }

  /**
   * The events of a transaction, in its order; removals have none.
   *
   * @throws io.todochatbot.sidecar.api.DaprError if the pub/sub component is not there: the events
   *     could go nowhere
   */
  List<Pending> events(Call call, OutboxSettings settings, List<StateApi.Step> steps) {
    if (components.find(PubSub.class, settings.pubsub()).isEmpty()) {
      throw StateErrors.outbox(appId, "pubsub '" + settings.pubsub() + "' not found");
    }
    Map<String, StateItem> projections = new HashMap<>();
    steps.stream().filter(Outbox::projects).forEach(s -> projections.put(s.item().key(), s.item()));
    List<Pending> pending = new ArrayList<>();
    for (StateApi.Step step : steps) {
      if (step.operation().equals("upsert") && !projects(step)) {
        StateItem item = step.item();
        StateItem payload = projections.getOrDefault(item.key(), item);
        String id = nextId();
        pending.add(
            new Pending(prefix + id, events.event(call, id, settings, payload, item.metadata())));
      }
    }
    return pending;
  }

  /** Carries out {@code changes} together with the events, then publishes these. */
  void carryOut(
      Guarded<StateStore> store,
      OutboxSettings settings,
      List<StateStore.Change> changes,
      List<Pending> pending) {
    List<StateStore.Change> all = new ArrayList<>(changes);
    Optional<Encryption> encryption = Encryption.of(store.info());
    for (Pending one : pending) {
      byte[] value = encryption.map(e -> e.encrypt(one.event())).orElse(one.event());
      all.add(
          new StateStore.Write(
              one.key(),
              value,
              Optional.empty(),
              Concurrency.LAST_WRITE,
              Optional.empty(),
              Map.of()));
    }
    List<String> keys = pending.stream().map(Pending::key).toList();
    underWay.addAll(keys);
    try {
      store.run("transaction", s -> ((StateStore.Transactional) s).applyAll(all));
      for (Pending one : pending) {
        if (behind.contains(store.info().name()) || !publish(store, settings, one)) {
          break;
        }
      }
    } finally {
      underWay.removeAll(keys);
    }
  }

  /**
   * Publishes every stored event of one store that {@code chosen} takes and that is not under way.
   *
   * @return the keys that are still there
   */
  Set<String> sweep(Guarded<StateStore> store, OutboxSettings settings, Predicate<String> chosen) {
    Set<String> left = new LinkedHashSet<>();
    for (String key : waiting(store)) {
      if (underWay.contains(key)) {
        continue;
      }
      if (!chosen.test(key) && !behind.contains(store.info().name())) {
        left.add(key);
        continue;
      }
      Optional<StateStore.Entry> entry = store.call("get", s -> s.get(key, Map.of()));
      if (entry.isEmpty()) {
        continue;
      }
      byte[] event =
          Encryption.of(store.info())
              .map(e -> e.decrypt(entry.get().value()))
              .orElse(entry.get().value());
      if (!publish(store, settings, new Pending(key, event))) {
        left.add(key);
        return left;
      }
    }
    behind.remove(store.info().name());
    return left;
  }

  /** The stores that have an outbox. */
  List<Guarded<StateStore>> stores() {
    return components.all(StateStore.class).stream()
        .filter(s -> OutboxSettings.of(s.info()).isPresent() && s.can(StateStore.KeysLike.class))
        .toList();
  }

  /** The keys of the stored events, oldest first. */
  private List<String> waiting(Guarded<StateStore> store) {
    List<String> all = new ArrayList<>();
    List<String> page;
    do {
      Optional<String> after = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
      page = store.call("keys", s -> ((StateStore.KeysLike) s).keys(prefix, after, 100));
      all.addAll(page);
    } while (page.size() == 100);
    return all;
  }

  private boolean publish(Guarded<StateStore> store, OutboxSettings settings, Pending one) {
    try {
      publisher.publish(
          settings.pubsub(), settings.topic(), one.event(), OutboxEvents.contentType(one.event()));
      store.run(
          "delete",
          s ->
              s.apply(
                  new StateStore.Delete(
                      one.key(), Optional.empty(), Concurrency.LAST_WRITE, Map.of())));
      return true;
    } catch (RuntimeException e) {
      behind.add(store.info().name());
      log.error(
          "failed to publish outbox topic "
              + settings.topic()
              + " to pubsub "
              + settings.pubsub()
              + ": "
              + e.getMessage()
              + "; the event stays in state store "
              + store.info().name()
              + " and is tried again");
      return false;
    }
  }

  /** Ids in the order they are given, even across restarts, so that keys list oldest first. */
  private String nextId() {
    long now = clock.millis() << 12;
    long ordered = lastId.updateAndGet(last -> Math.max(last + 1, now));
    UUID random = UUID.randomUUID();
    long high = (ordered >>> 12 << 16) | 0x7000 | (ordered & 0xfff);
    return "outbox-" + new UUID(high, random.getLeastSignificantBits());
  }

  /** Whether a step changes no state but says what an event holds. */
  static boolean projects(StateApi.Step step) {
    return step.operation().equals("upsert")
        && switch (step.item()
            .metadata()
            .getOrDefault("outbox.projection", "")
            .strip()
            .toLowerCase(Locale.ROOT)) {
          case "y", "yes", "true", "t", "on", "1" -> true;
          default -> false;
        };
  }
}
