package io.todochatbot.components.inmemory;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.ConfigurationStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code configuration.in-memory}: every metadata entry of the resource is an item. They change
 * only with the resource, so that a watch has nothing to tell. daprd has no such component.
 */
final class InMemoryConfiguration implements ConfigurationStore {
  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "configuration.in-memory",
          Settings.class,
          (settings, context) -> new InMemoryConfiguration(context));
    }
  }

  /** No settings: the entries are the items. */
  public record Settings() {}

  private final Map<String, String> values;

  InMemoryConfiguration(ComponentContext context) {
    values = new TreeMap<>(context.metadata());
  }

  @Override
  public Map<String, Item> get(List<String> keys, Map<String, String> metadata) {
    Collection<String> wanted = keys.isEmpty() ? values.keySet() : keys;
    Map<String, Item> found = new TreeMap<>();
    for (String key : wanted) {
      String value = values.get(key);
      if (value != null) {
        found.put(key, new Item(value, "", Map.of()));
      }
    }
    return found;
  }

  @Override
  public Watch watch(
      List<String> keys, Map<String, String> metadata, Consumer<Map<String, Item>> handler) {
    return () -> {};
  }
}
