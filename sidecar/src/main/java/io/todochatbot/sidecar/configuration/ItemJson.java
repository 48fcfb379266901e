package io.todochatbot.sidecar.configuration;

import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.ConfigurationStore.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Items as JSON; what is empty is left out. */
final class ItemJson {
  private ItemJson() {}

  /** Items by key, as they are read. */
  static byte[] items(Map<String, Item> items) {
    return Json.write(map(items));
  }

  /** What an application is told of a change. */
  static byte[] update(String id, Map<String, Item> items) {
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("id", id);
    update.put("items", map(items));
    return Json.write(update);
  }

  private static Map<String, Object> map(Map<String, Item> items) {
    Map<String, Object> all = new TreeMap<>();
    items.forEach(
        (key, item) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          if (!item.value().isEmpty()) {
            one.put("value", item.value());
          }
          if (!item.version().isEmpty()) {
            one.put("version", item.version());
          }
          if (!item.metadata().isEmpty()) {
            one.put("metadata", new TreeMap<>(item.metadata()));
          }
          all.put(key, one);
        });
    return all;
  }
}
