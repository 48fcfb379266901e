package io.todochatbot.sidecar.metadata;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.component.Components;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What Dapr's metadata API does, once, for every wire. */
public final class MetadataApi {
  private static final ApiGroup GROUP = ApiGroup.v1("metadata");

  /** A value for the extended metadata. */
  record Put(String key, String value) {}

  /** What never changes while the sidecar runs. */
  private final Fixed fixed;

  private final Components components;
  private final Supplier<List<Subscribed>> subscriptions;
  private final Map<String, String> extended = new ConcurrentHashMap<>();

  final Operation<Boolean, MetadataInfo> get = new Operation<>("GetMetadata", GROUP, this::get);

  /** The same for the public port, which asks for no token. */
  final Operation<Boolean, MetadataInfo> getPublic =
      new Operation<>("GetMetadata", ApiGroup.ALWAYS, true, this::get);

  final Operation<Put, Boolean> put = new Operation<>("SetMetadata", GROUP, this::put);

  /**
   * What never changes while a sidecar runs.
   *
   * @param appId the application's id
   * @param version the runtime's version
   * @param enabledFeatures the features the Configuration switches on
   * @param httpEndpoints the names of the HTTPEndpoint resources
   * @param endpoint where the application listens, if there is one
   * @param channelAddress the host the application would listen on
   * @param protocol the protocol the application speaks
   * @param health how the application's health is checked
   */
  public record Fixed(
      String appId,
      String version,
      List<String> enabledFeatures,
      List<String> httpEndpoints,
      Optional<AppEndpoint> endpoint,
      String channelAddress,
      AppEndpoint.Protocol protocol,
      Optional<HealthCheck> health) {
    /** Copies the lists. */
    public Fixed {
      enabledFeatures = List.copyOf(enabledFeatures);
      httpEndpoints = List.copyOf(httpEndpoints);
    }
  }

  /** How the application's health is checked; durations in Go's form. */
  public record HealthCheck(String path, String interval, String timeout, int threshold) {}

  /** The metadata API. */
  public MetadataApi(Fixed fixed, Components components, Supplier<List<Subscribed>> subscriptions) {
    this.fixed = fixed;
    this.components = components;
    this.subscriptions = subscriptions;
  }

  /** The runtime's version. */
  String version() {
    return fixed.version();
  }

  private MetadataInfo get(Call call, Boolean request) {
    Map<String, String> shown = new ConcurrentHashMap<>(extended);
    shown.put("daprRuntimeVersion", fixed.version());
    int concurrency = fixed.endpoint().map(AppEndpoint::maxConcurrency).orElse(0);
    return new MetadataInfo(
        fixed.appId(),
        fixed.enabledFeatures(),
        components.list(),
        shown,
        subscriptions.get(),
        fixed.httpEndpoints(),
        new MetadataInfo.App(
            fixed.endpoint().map(AppEndpoint::port).orElse(0),
            fixed.protocol().text(),
            fixed.channelAddress(),
            Math.max(concurrency, 0),
            fixed.health()));
  }

  private boolean put(Call call, Put request) {
    extended.put(request.key(), request.value());
    return true;
  }
}
