package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pub/sub components behind this application's topic scopes. Safe for concurrent use. */
public final class Brokers implements Publisher {
  private final Components components;
  private final String appId;
  private final String namespace;
  private final Map<String, Broker> known = new ConcurrentHashMap<>();

  /**
   * The pub/sub components among {@code components}, as the application sees them.
   *
   * @param namespace put before the topics of components that are of one namespace; empty for
   *     {@code default}
   */
  public Brokers(Components components, String appId, String namespace) {
    this.components = components;
    this.appId = appId;
    this.namespace = namespace.isEmpty() ? "default" : namespace;
  }

  @Override
  public void publish(
      String pubsub,
      String topic,
      byte[] data,
      Optional<String> contentType,
      Map<String, String> metadata) {
    find(pubsub)
        .orElseThrow(() -> PubSubErrors.notFound(pubsub, Map.of()))
        .publish(topic, data, contentType, metadata);
  }

  /** The application's id. */
  String appId() {
    return appId;
  }

  /** Whether there is any pub/sub component. */
  boolean any() {
    return components.any(PubSub.class);
  }

  /** The component of that name. */
  Optional<Broker> find(String pubsub) {
    Optional<Guarded<PubSub>> component = components.find(PubSub.class, pubsub);
    if (component.isEmpty()) {
      known.remove(pubsub);
      return Optional.empty();
    }
    Broker cached = known.get(pubsub);
    if (cached != null && cached.component == component.get()) {
      return Optional.of(cached);
    }
    Broker fresh = new Broker(component.get());
    known.put(pubsub, fresh);
    return Optional.of(fresh);
  }

  /** One component with its scopes. */
  final class Broker {
    private final Guarded<PubSub> component;
    private final TopicScopes scopes;
    private final String prefix;

    private Broker(Guarded<PubSub> component) {
      this.component = component;
      this.scopes = TopicScopes.of(component.info(), appId);
      this.prefix = component.info().namespaced() ? namespace : "";
    }

    String name() {
      return component.info().name();
    }

    boolean can(Class<?> ability) {
      return component.can(ability);
    }

    /** Publishes one message or throws the refusal. */
    void publish(
        String topic, byte[] data, Optional<String> contentType, Map<String, String> metadata) {
      checkScope(topic);
      PubSub.Message message = new PubSub.Message(prefix + topic, data, contentType, metadata);
      try {
        component.run("publish", pubsub -> pubsub.publish(message));
      } catch (ComponentException e) {
        throw PubSubErrors.publishing(name(), topic, words(e));
      }
    }

    /**
     * Publishes many messages, one by one where the component can't take them together.
     *
     * @return the entries that were not taken
     * @throws DaprError if the topic is out of scope
     */
    List<PubSub.Failure> publishAll(
        String topic, List<PubSub.BulkEntry> entries, Map<String, String> metadata) {
      checkScope(topic);
      if (!component.can(PubSub.BulkPublisher.class)) {
        return new BulkFallback(entry -> publish(topic, entry)).publish(entries);
      }
      try {
        return component.call(
            "bulkPublish",
            pubsub ->
                ((PubSub.BulkPublisher) pubsub).publishAll(prefix + topic, entries, metadata));
      } catch (ComponentException e) {
        return entries.stream().map(entry -> failure(entry, e)).toList();
      }
    }

    /**
     * Begins to receive.
     *
     * @throws NotAllowed if the topic is out of scope
     * @throws ComponentException if the component fails
     */
    PubSub.Subscription subscribe(
        String topic, Map<String, String> metadata, PubSub.Handler handler) {
      if (!scopes.maySubscribe(topic)) {
        throw new NotAllowed(topic, name());
      }
      return component.bare(pubsub -> pubsub.subscribe(prefix + topic, metadata, handler));
    }

    /**
     * Begins to receive in batches, from a component that is a {@link PubSub.BulkSubscriber}.
     *
     * @throws NotAllowed if the topic is out of scope
     * @throws ComponentException if the component fails
     */
    PubSub.Subscription subscribeAll(
        String topic,
        Map<String, String> metadata,
        SubscriptionInfo.Bulk bulk,
        PubSub.BulkHandler handler) {
      if (!scopes.maySubscribe(topic)) {
        throw new NotAllowed(topic, name());
      }
      return component.bare(
          pubsub ->
              ((PubSub.BulkSubscriber) pubsub)
                  .subscribeAll(
                      prefix + topic,
                      metadata,
                      Math.max(0, bulk.maxMessages()),
                      Duration.ofMillis(Math.max(0, bulk.maxAwaitMillis())),
                      handler));
    }

    /** The topic of a received message as the application knows it. */
    String plain(String topic) {
      return topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
    }

    private void publish(String topic, PubSub.BulkEntry entry) {
      PubSub.Message message =
          new PubSub.Message(
              prefix + topic,
              entry.data(),
              Optional.of(entry.contentType()).filter(type -> !type.isEmpty()),
              entry.metadata());
      component.run("publish", pubsub -> pubsub.publish(message));
    }

    private void checkScope(String topic) {
      if (!scopes.mayPublish(topic)) {
        throw PubSubErrors.forbidden(name(), topic, appId);
      }
    }
  }

  /** A subscription outside of this application's scopes; the message is daprd's. */
  static final class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllowed(String topic, String pubsub) {
      super(
          "subscription to topic '" + topic + "' on pubsub '" + pubsub + "' is not allowed",
          null,
          false,
          false);
    }
  }

  static PubSub.Failure failure(PubSub.BulkEntry entry, ComponentException cause) {
    return new PubSub.Failure(entry.entryId(), words(cause));
  }

  /** What an exception says, never null. */
  static String words(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
