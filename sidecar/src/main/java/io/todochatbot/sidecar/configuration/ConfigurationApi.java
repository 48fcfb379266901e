package io.todochatbot.sidecar.configuration;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ConfigurationStore;
import io.todochatbot.spi.ConfigurationStore.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What Dapr's configuration API does, once, for every wire. */
public final class ConfigurationApi implements AutoCloseable {
  /** A request that names items; no keys mean all of them. */
  record Keys(String store, List<String> keys, Map<String, String> metadata) {}

  /** The end of a subscription. */
  record Unsubscribe(String store, String id) {}

  private final Components components;
  private final Optional<AppUpdates> app;
  private final Watches watches = new Watches();

  /**
   * The configuration API over the stores in {@code components}.
   *
   * @param app who is told of the changes it has subscribed to over HTTP; empty if the sidecar
   *     serves no application
   */
  public ConfigurationApi(Components components, Optional<AppUpdates> app) {
    this.components = components;
    this.app = app;
  }

  /** Reads items. */
  Operation<Keys, Map<String, Item>> get(ApiGroup.Version version) {
    return new Operation<>("GetConfiguration", group(version), this::get);
  }

  /** Subscribes the application itself, which is then called with each change. */
  Operation<Keys, String> subscribe(ApiGroup.Version version) {
    return new Operation<>("SubscribeConfiguration", group(version), this::subscribe);
  }

  /** Ends any subscription to a store; the answer says why that failed, if it did. */
  Operation<Unsubscribe, Optional<String>> unsubscribe(ApiGroup.Version version) {
    return new Operation<>("UnsubscribeConfiguration", group(version), this::unsubscribe);
  }

  /** Ends a subscription that is a stream; the answer says why that failed, if it did. */
  Operation<Unsubscribe, Optional<String>> unsubscribeStream(ApiGroup.Version version) {
    return new Operation<>("UnsubscribeConfiguration", group(version), this::unsubscribeStream);
  }

  static ApiGroup group(ApiGroup.Version version) {
    return new ApiGroup("configuration", version);
  }

  /**
   * Begins to tell {@code listener} of changes.
   *
   * @param ended run when the subscription ends, if it is a stream
   * @return the subscription's id
   */
  String watch(Keys request, Listener listener, Optional<Runnable> ended) {
    Guarded<ConfigurationStore> store = store(request.store());
    String id = UUID.randomUUID().toString();
    try {
      ConfigurationStore.Watch watch =
          store.call(
              "subscribe",
              s ->
                  s.watch(
                      request.keys(), request.metadata(), items -> listener.changed(id, items)));
      watches.add(id, new Watches.Entry(request.store(), watch, ended));
      return id;
    } catch (ComponentException e) {
      throw failed(ErrorCode.CONFIGURATION_SUBSCRIBE, "subscribe", request, e);
    }
  }

  /** The subscriptions under way. */
  Watches watches() {
    return watches;
  }

  /** Ends every subscription. */
  @Override
  public void close() {
    watches.close();
  }

  private Map<String, Item> get(Call call, Keys request) {
    Guarded<ConfigurationStore> store = store(request.store());
    try {
      return store.call("get", s -> s.get(request.keys(), request.metadata()));
    } catch (ComponentException e) {
      throw failed(ErrorCode.CONFIGURATION_GET, "get", request, e);
    }
  }

  private String subscribe(Call call, Keys request) {
    store(request.store());
    AppUpdates updates =
        app.orElseThrow(
            () ->
                new DaprError(
                    ErrorCode.APP_CHANNEL_NIL,
                    "app channel is not initialized. cannot subscribe to configuration updates"));
    return watch(
        request, (id, items) -> updates.send(request.store(), id, items), Optional.empty());
  }

  private Optional<String> unsubscribe(Call call, Unsubscribe request) {
    store(request.store());
    return watches.end(request.store(), request.id())
        ? Optional.empty()
        : unknown(request, "subscription with id " + request.id() + " does not exist");
  }

  private Optional<String> unsubscribeStream(Call call, Unsubscribe request) {
    return watches.endStream(request.id())
        ? Optional.empty()
        : unknown(request, "subscription does not exist");
  }

  private static Optional<String> unknown(Unsubscribe request, String why) {
    return Optional.of(
        "failed to unsubscribe to configuration request " + request.id() + ": " + why);
  }

  private Guarded<ConfigurationStore> store(String name) {
    if (!components.any(ConfigurationStore.class)) {
      throw new DaprError(
          ErrorCode.CONFIGURATION_STORE_NOT_CONFIGURED, "configuration stores not configured");
    }
    return components
        .find(ConfigurationStore.class, name)
        .orElseThrow(
            () ->
                new DaprError(
                    ErrorCode.CONFIGURATION_STORE_NOT_FOUND,
                    "configuration store " + name + " not found"));
  }

  private static DaprError failed(
      ErrorCode code, String what, Keys request, ComponentException cause) {
    String keys = "[" + String.join(" ", request.keys()) + "]";
    return new DaprError(
        code,
        "failed to "
            + what
            + " "
            + keys
            + " from Configuration store "
            + request.store()
            + ": "
            + cause.getMessage(),
        cause,
        List.of());
  }

  /** Is told of changes. */
  @FunctionalInterface
  interface Listener {
    void changed(String id, Map<String, Item> items);
  }
}
