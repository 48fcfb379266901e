package io.todochatbot.components.localfile;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.ConfigurationStore;
import io.todochatbot.spi.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * {@code configuration.local.file}: items from a YAML or JSON file, which is read again as soon as
 * it changes. While it can't be read, the last state counts. daprd has no such component.
 */
final class LocalFileConfiguration implements ConfigurationStore {
  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("configuration.local.file", Settings.class, LocalFileConfiguration::new);
    }
  }

  /**
   * The settings.
   *
   * @param configurationFile the file's path
   */
  public record Settings(
      @Setting(meaning = "the path of the YAML or JSON file that holds the items", required = true)
          String configurationFile) {}

  private final Path file;
  private final System.Logger log;
  private final List<Watching> watches = new CopyOnWriteArrayList<>();
  private final FolderWatch folder;
  private volatile Map<String, Item> items;

  LocalFileConfiguration(Settings settings, ComponentContext context) {
    file = Path.of(settings.configurationFile()).toAbsolutePath();
    log = context.log();
    // watched before it is read, so that no change falls between
    folder = FolderWatch.of(file);
    try {
      items = ItemsFile.read(file);
    } catch (ComponentException e) {
      folder.close();
      throw e;
    }
    folder.start(this::reread);
  }

  @Override
  public Map<String, Item> get(List<String> keys, Map<String, String> metadata) {
    Map<String, Item> now = items;
    if (keys.isEmpty()) {
      return now;
    }
    Map<String, Item> found = new TreeMap<>(now);
    found.keySet().retainAll(Set.copyOf(keys));
    return found;
  }

  @Override
  public Watch watch(
      List<String> keys, Map<String, String> metadata, Consumer<Map<String, Item>> handler) {
    Watching watch = new Watching(Set.copyOf(keys), handler);
    watches.add(watch);
    return () -> watches.remove(watch);
  }

  @Override
  public void close() {
    folder.close();
    watches.clear();
  }

  private void reread() {
    Map<String, Item> before = items;
    Map<String, Item> now;
    try {
      now = ItemsFile.read(file);
    } catch (ComponentException e) {
      log.log(System.Logger.Level.WARNING, "the last state stays: {0}", e.getMessage());
      return;
    }
    if (now.equals(before)) {
      return;
    }
    items = now;
    Map<String, Item> changed = changes(before, now);
    for (Watching watch : watches) {
      watch.tell(changed);
    }
  }

  private static Map<String, Item> changes(Map<String, Item> before, Map<String, Item> now) {
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    Map<String, Item> changed = new TreeMap<>();
    for (String key : keys) {
      Item item = now.getOrDefault(key, Item.GONE);
      if (!now.containsKey(key) || !item.equals(before.get(key))) {
        changed.put(key, item);
      }
    }
    return changed;
  }

  private record Watching(Set<String> keys, Consumer<Map<String, Item>> handler) {
    void tell(Map<String, Item> changed) {
      Map<String, Item> wanted = new TreeMap<>(changed);
      if (!keys.isEmpty()) {
        wanted.keySet().retainAll(keys);
      }
      if (!wanted.isEmpty()) {
        handler.accept(wanted);
      }
    }
  }
}
