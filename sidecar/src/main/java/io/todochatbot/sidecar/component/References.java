package io.todochatbot.sidecar.component;

import io.todochatbot.resources.NamedValue;
import io.todochatbot.resources.SecretRef;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.SecretStore;
import java.util.Map;
import java.util.Optional;

/** What resources keep elsewhere: in a secret store or in the environment. */
public final class References {
  private final Components components;
  private final Map<String, String> environment;
  private final Log log;

  /**
   * Looks in the secret stores among {@code components} and in {@code environment}.
   *
   * @param log told of what can't be found
   */
  public References(Components components, Map<String, String> environment, Log log) {
    this.components = components;
    this.environment = Map.copyOf(environment);
    this.log = log.scope("dapr.runtime.processor.secret");
  }

  /**
   * The value of an entry; empty if it can't be found, as in daprd.
   *
   * @param store the name of the resource's secret store
   */
  public String value(String store, NamedValue entry) {
    if (entry.secretKeyRef().isPresent()) {
      return secret(store, entry.secretKeyRef().get());
    }
    return entry.envRef().isPresent()
        ? environment.getOrDefault(entry.envRef().get(), "")
        : entry.value().orElse("");
  }

  /**
   * A secret; empty if it can't be found, as in daprd.
   *
   * @param store the name of the secret store
   */
  public String secret(String store, SecretRef reference) {
    Optional<Guarded<SecretStore>> found = components.find(SecretStore.class, store);
    if (found.isEmpty()) {
      return "";
    }
    try {
      return found
          .get()
          .bare(s -> s.get(reference.name(), Map.of()))
          .getOrDefault(reference.keyOrName(), "");
    } catch (ComponentException e) {
      log.error("Error getting secret: " + e.getMessage());
      return "";
    }
  }

  /** Whether a secret store is loaded; if not, the log tells what refers to it. */
  public boolean has(String store, String resource) {
    if (components.find(SecretStore.class, store).isPresent()) {
      return true;
    }
    log.warn(resource + " references a secret store that isn't loaded: " + store);
    return false;
  }
}
