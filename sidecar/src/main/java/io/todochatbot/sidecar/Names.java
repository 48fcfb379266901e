package io.todochatbot.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.component.ComponentRegistry;
import io.todochatbot.sidecar.component.SettingsReader;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.peer.LocalNames;
import io.todochatbot.sidecar.peer.Registry;
import io.todochatbot.sidecar.peer.mdns.Mdns;
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
 * cluster's DNS on Kubernetes, elsewhere the machine's registry and multicast DNS. Opened when this
 * sidecar is made known.
 */
final class Names implements NameResolver {
  /** The folder of the registry, for sidecars that are not to meet all others of this user. */
  static final String REGISTRY_FOLDER = "DAPR_REGISTRY_FOLDER";

  private static final String MDNS = "mdns";

  private final Configuration.NameResolution chosen;
  private final SidecarOptions options;
  private final String outsideHost;
  private final Log log;
  private volatile @Nullable NameResolver opened;

  /**
   * Not opened yet.
   *
   * @param outsideHost the address at which other machines reach this sidecar
   */
  Names(Configuration.NameResolution chosen, SidecarOptions options, String outsideHost, Log log) {
    this.chosen = chosen;
    this.options = options;
    this.outsideHost = outsideHost;
    this.log = log;
  }

  /** Whether names are those of this machine and its network. */
  boolean isLocal() {
    return type().equals(MDNS);
  }

  @Override
  public void register(Instance self) {
    NameResolver resolver = isLocal() ? local() : component(self);
    resolver.register(self);
    opened = resolver;
    log.info("Initialized name resolution to " + type());
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

  private String type() {
    if (!chosen.component().isEmpty()) {
      return chosen.component();
    }
    return options.resources().mode().equals("kubernetes") ? "kubernetes" : MDNS;
  }

  private NameResolver local() {
    Optional<Path> own =
        Optional.ofNullable(options.environment().get(REGISTRY_FOLDER))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of);
    Registry registry = new Registry(own.orElseGet(Registry::commonRoot));
    if (own.isPresent() && chosen.component().isEmpty()) {
      // who has a folder of its own is not to meet others
      return registry;
    }
    return new LocalNames(
        registry,
        new Mdns(Clock.system(), log.scope("dapr.contrib")),
        new LocalNames.Outside(outsideHost, HostName.of(options.environment())));
  }

  private NameResolver component(Instance self) {
    String type = "nameresolution." + type();
    ComponentContext context =
        new ComponentContext(
            type(),
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
