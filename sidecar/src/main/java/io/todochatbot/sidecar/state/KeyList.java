package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of an application's own keys, in the order of their code points.
 *
 * @param after where the next page begins; empty if this is the last
 */
record KeyList(List<String> keys, Optional<String> after) {
  /** The most keys on a page. */
  static final int MOST = 1000;

  KeyList {
    keys = List.copyOf(keys);
  }

  /** The limit that a request asks for, 100 if it doesn't. */
  static int limit(Optional<String> asked, String store) {
    if (asked.isEmpty()) {
      return 100;
    }
    try {
      int limit = Integer.parseInt(asked.get());
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw StateErrors.badLimit(store, asked.get());
  }

  /**
   * Reads a page.
   *
   * @param own what stands before the application's keys in the store
   * @param limit how many keys at most, 1 to {@link #MOST}
   */
  static KeyList read(
      Guarded<StateStore> store, String own, String prefix, Optional<String> after, int limit) {
    List<String> keys = new ArrayList<>();
    Optional<String> from = after.map(key -> own + key);
    List<String> page;
    int wanted = limit + 1;
    do {
      Optional<String> start = from;
      page = store.call("keys", s -> ((StateStore.KeysLike) s).keys(own + prefix, start, wanted));
      // beyond a separator are the keys of other applications and the outbox's
      page.stream()
          .map(key -> key.substring(own.length()))
          .filter(key -> !key.contains(Keys.SEPARATOR))
          .forEach(keys::add);
      from = page.isEmpty() ? from : Optional.of(page.getLast());
    } while (keys.size() < wanted && page.size() == wanted);
    if (keys.size() < wanted) {
      return new KeyList(keys, Optional.empty());
    }
    List<String> shown = keys.subList(0, limit);
    return new KeyList(shown, Optional.of(shown.getLast()));
  }
}
