package io.todochatbot.sidecar.component;

import io.todochatbot.spi.Component;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a loaded component beside itself.
 *
 * @param name the resource's name
 * @param type such as {@code state.redis}
 * @param version such as {@code v1}
 * @param metadata the resource's metadata with secrets resolved, keys as written
 * @param capabilities the abilities as the metadata API names them
 * @param kind the interface of its kind
 * @param namespaced whether the metadata names {@code {namespace}}, by which daprd tells that the
 *     component's topics are the namespace's own
 * @param secretNames the secret that each metadata entry with a {@code secretKeyRef} came from
 */
public record Loaded(
    String name,
    String type,
    String version,
    Map<String, String> metadata,
    List<String> capabilities,
    Class<? extends Component> kind,
    boolean namespaced,
    Map<String, String> secretNames) {
  /** Copies the collections. */
  public Loaded {
    metadata = Map.copyOf(metadata);
    capabilities = List.copyOf(capabilities);
    secretNames = Map.copyOf(secretNames);
  }

  /** A component that is the same in every namespace. */
  public Loaded(
      String name,
      String type,
      String version,
      Map<String, String> metadata,
      List<String> capabilities,
      Class<? extends Component> kind) {
    this(name, type, version, metadata, capabilities, kind, false, Map.of());
  }

  /** A metadata entry, its key compared without regard to case; empty if absent or blank. */
  public Optional<String> setting(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    return metadata.entrySet().stream()
        .filter(e -> e.getKey().toLowerCase(Locale.ROOT).equals(wanted) && !e.getValue().isEmpty())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The component as daprd's log names it: {@code statestore (state.redis/v1)}. */
  public String logName() {
    return name + " (" + type + "/" + version + ")";
  }
}
