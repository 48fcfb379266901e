package io.todochatbot.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.component.ComponentRegistry;
import io.todochatbot.sidecar.component.SettingsReader;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.peer.Registry;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.NameResolver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name resolver that {@code spec.nameResolution} of the Configuration chooses; without one, the
 * machine's registry. Opened when this sidecar is made known.
 */
final class Names implements NameResolver {
  /** The folder of the registry, for sidecars that are not to meet all others of this user. */
  static final String REGISTRY_FOLDER = "DAPR_REGISTRY_FOLDER";

  private final Configuration.NameResolution chosen;
  private final Map<String, String> environment;
  private final Log log;
  private volatile @Nullable NameResolver opened;

  Names(Configuration.NameResolution chosen, Map<String, String> environment, Log log) {
    this.chosen = chosen;
    this.environment = environment;
    this.log = log;
  }

  /** Whether names are those of this machine only. */
  boolean isLocal() {
    return chosen.component().isEmpty() || chosen.component().equals("mdns");
  }

  @Override
  public void register(Instance self) {
    NameResolver resolver = isLocal() ? registry() : component(self);
    resolver.register(self);
    opened = resolver;
    log.info("Initialized name resolution to " + (isLocal() ? "registry" : chosen.component()));
  }

  @Override
  public List<String> resolve(String appId, String namespace) {
    NameResolver resolver = opened;
    if (resolver == null) {
      throw new ComponentException("name resolver not initialized");
    }
    return resolver.resolve(appId, namespace);
  }

  @Override
  public void close() {
    NameResolver resolver = opened;
    if (resolver != null) {
      resolver.close();
    }
  }

  private Registry registry() {
    return new Registry(
        Optional.ofNullable(environment.get(REGISTRY_FOLDER))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .orElseGet(Registry::commonRoot));
  }

  private NameResolver component(Instance self) {
    String type = "nameresolution." + chosen.component();
    ComponentContext context =
        new ComponentContext(
            chosen.component(),
            self.appId(),
            self.namespace(),
            self.address(),
            Clock.system(),
            settings(),
            log.scope("dapr.contrib").asSystemLogger());
    return ComponentRegistry.ofClassPath()
        .find(type, chosen.version())
        .map(provider -> provider.create(new SettingsReader(context.metadata()), context))
        .filter(NameResolver.class::isInstance)
        .map(NameResolver.class::cast)
        .orElseThrow(
            () ->
                new ComponentException(
                    "couldn't find name resolver " + type + "/" + chosen.version()));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      JsonNode json =
          Json.parse(chosen.configuration().orElse("{}").getBytes(StandardCharsets.UTF_8), "");
      json.properties().forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    } catch (DaprError e) {
      throw new ComponentException(
          "spec.nameResolution.configuration can't be read: " + e.getMessage(), e);
    }
    return settings;
  }
}
