package io.todochatbot.spi;

import java.util.Map;

/**
 * What a component may know of the sidecar that made it.
 *
 * @param name the resource's {@code metadata.name}
 * @param appId the application's id
 * @param namespace the sidecar's namespace, empty if it has none
 * @param instance what tells this sidecar from others of the same app id
 * @param clock the time and the way to wait for it; tests move it
 * @param metadata the resource's metadata as written, secrets resolved, keys as written
 * @param log where a component says what an operator should know
 */
public record ComponentContext(
    String name,
    String appId,
    String namespace,
    String instance,
    Clock clock,
    Map<String, String> metadata,
    System.Logger log) {
  /** Copies the map. */
  public ComponentContext {
    metadata = Map.copyOf(metadata);
  }
}
