package io.todochatbot.sidecar.component;

import io.todochatbot.spi.ComponentProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The component types that can be made, by type. */
public final class ComponentRegistry {
  private final Map<String, ComponentProvider> byType;

  /** A registry of these providers. */
  public ComponentRegistry(List<ComponentProvider> providers) {
    Map<String, ComponentProvider> map = new HashMap<>();
    providers.forEach(provider -> map.put(provider.type(), provider));
    byType = Map.copyOf(map);
  }

  /** A registry of every provider on the class path. */
  public static ComponentRegistry ofClassPath() {
    return new ComponentRegistry(
        ServiceLoader.load(ComponentProvider.class, ComponentProvider.class.getClassLoader())
            .stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /** The provider of a type in a version; an empty version is v1. */
  public Optional<ComponentProvider> find(String type, String version) {
    return Optional.ofNullable(byType.get(type))
        .filter(p -> p.versions().contains(version.isEmpty() ? "v1" : version));
  }
}
