package io.todochatbot.sidecar.metadata;

import io.todochatbot.sidecar.component.Loaded;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the metadata API tells of a sidecar.
 *
 * @param id the application's id
 * @param enabledFeatures the features its Configuration switches on
 * @param components what is loaded
 * @param extended what the application or its operator has put there
 * @param subscriptions the topics the application gets
 * @param httpEndpoints the names of the HTTPEndpoint resources
 * @param app how the application is reached
 */
record MetadataInfo(
    String id,
    List<String> enabledFeatures,
    List<Loaded> components,
    Map<String, String> extended,
    List<Subscribed> subscriptions,
    List<String> httpEndpoints,
    App app) {
  MetadataInfo {
    enabledFeatures = List.copyOf(enabledFeatures);
    components = List.copyOf(components);
    extended = Map.copyOf(extended);
    subscriptions = List.copyOf(subscriptions);
    httpEndpoints = List.copyOf(httpEndpoints);
  }

  /**
   * How the application is reached.
   *
   * @param port its port; 0 if there is no application
   * @param maxConcurrency how many requests it gets at a time; 0 for no limit
   */
  record App(
      int port,
      String protocol,
      String channelAddress,
      int maxConcurrency,
      Optional<MetadataApi.HealthCheck> health) {}
}
