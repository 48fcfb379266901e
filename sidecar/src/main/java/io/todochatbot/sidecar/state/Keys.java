package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Loaded;
import java.util.Locale;

/**
 * The keys of a store: what stands before the application's own key, after the store's {@code
 * keyPrefix}
 * (https://docs.dapr.io/developing-applications/building-blocks/state-management/howto-share-state/).
 */
final class Keys {
  /** What stands between prefix and key, and so can stand in neither. */
  static final String SEPARATOR = "||";

  private Keys() {}

  /** The key under which the store keeps the application's {@code key}. */
  static String stored(Loaded store, String key, String appId, String namespace) {
    String strategy = store.setting("keyPrefix").orElse("appid");
    String prefix =
        switch (strategy.toLowerCase(Locale.ROOT)) {
          case "none" -> "";
          case "appid" -> appId;
          case "name" -> store.name();
          case "namespace" -> namespace.isEmpty() ? appId : namespace + "." + appId;
          default -> strategy;
        };
    return prefix.isEmpty() ? key : prefix + SEPARATOR + key;
  }
}
