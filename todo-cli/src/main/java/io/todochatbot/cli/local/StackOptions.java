package io.todochatbot.cli.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code todo up} was asked for.
 *
 * @param port the page's port; 0 is any free one
 * @param sidecarPort the first port of the sidecars; 0 is any free ones
 * @param data the folder of everything that is kept; made if missing
 * @param resources the folder of Dapr resources that the sidecars load
 * @param readyFile a further place to write the ready file to, besides the data folder
 * @param separate whether services and sidecars are processes of their own
 * @param environment the environment variables that services and sidecars see, besides what the
 *     stack itself tells them
 */
public record StackOptions(
    int port,
    int sidecarPort,
    Path data,
    Path resources,
    Optional<Path> readyFile,
    boolean separate,
    Map<String, String> environment) {
  /** Copies the map. */
  public StackOptions {
    environment = Map.copyOf(environment);
  }
}
