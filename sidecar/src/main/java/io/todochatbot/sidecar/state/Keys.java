package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
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
    return prefix(store, appId, namespace) + key;
  }

  /** What stands before every key of the application, the separator with it; empty for none. */
  static String prefix(Loaded store, String appId, String namespace) {
    String strategy = strategy(store);
    String prefix =
        switch (strategy) {
          case "none" -> "";
          case "appid" -> appId;
          case "name" -> store.name();
          case "namespace" -> namespace.isEmpty() ? appId : namespace + "." + appId;
          default -> strategy;
        };
    return prefix.isEmpty() ? "" : prefix + SEPARATOR;
  }

  /**
   * Refuses a {@code keyPrefix} that could be told from no key.
   *
   * @throws ComponentException in daprd's words
   */
  static void judge(Loaded store) {
    String strategy = strategy(store);
    if (strategy.contains(SEPARATOR)) {
      throw new ComponentException(
          "failed to save lock keyprefix: api error: code = InvalidArgument desc = "
              + "input key/keyPrefix '"
              + strategy
              + "' can't contain '||'");
    }
  }

  /** In lower case, even where it is a literal prefix: daprd keeps its keys so. */
  private static String strategy(Loaded store) {
    return store.setting("keyPrefix").orElse("appid").toLowerCase(Locale.ROOT);
  }
}
