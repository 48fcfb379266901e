package io.todochatbot.sidecar.lock;

import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
import java.util.Locale;

/**
 * The names under which a store keeps locks: {@code lock||}, what the store's {@code keyPrefix}
 * says, and the application's own name for what it locks.
 */
final class LockKeys {
  private static final String SEPARATOR = "||";
  private static final String PREFIX = "lock" + SEPARATOR;

  private LockKeys() {}

  /**
   * The name under which {@code store} keeps the lock of {@code resource}.
   *
   * @throws ComponentException.BadRequest if there can be no such name
   */
  static String stored(Loaded store, String resource, String appId) {
    check(resource);
    String strategy = strategy(store);
    String prefix =
        switch (strategy) {
          case "none" -> "";
          case "appid" -> appId;
          case "name" -> store.name();
          default -> strategy;
        };
    return PREFIX + (prefix.isEmpty() ? "" : prefix + SEPARATOR) + resource;
  }

  /**
   * Refuses a {@code keyPrefix} that could not be told from what follows it.
   *
   * @throws ComponentException in daprd's words
   */
  static void judge(Loaded store) {
    try {
      check(strategy(store));
    } catch (ComponentException.BadRequest e) {
      throw new ComponentException("failed to save lock keyprefix: " + e.getMessage(), e);
    }
  }

  private static void check(String key) {
    if (key.contains(SEPARATOR)) {
      throw new ComponentException.BadRequest(
          "input key/keyPrefix '" + key + "' can't contain '" + SEPARATOR + "'");
    }
  }

  /** In lower case, even where it is a literal prefix, as daprd has it. */
  private static String strategy(Loaded store) {
    return store.setting("keyPrefix").orElse("appid").toLowerCase(Locale.ROOT);
  }
}
