package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads several keys: in one go where the store can, else one by one. */
final class BulkReads {
  private BulkReads() {}

  /**
   * One call; what was found comes first, in the store's order, then what wasn't, as daprd's stores
   * that can do this answer.
   *
   * @param stored the keys as the store has them, by the application's own
   */
  static List<StateApi.Found> together(
      Guarded<StateStore> store, StateApi.Wanted wanted, Map<String, String> stored) {
    List<String> keys = stored.values().stream().distinct().toList();
    Map<String, StateStore.Entry> entries;
    try {
      entries =
          store.call("bulk_get", s -> ((StateStore.BulkGet) s).getAll(keys, wanted.metadata()));
    } catch (ComponentException e) {
      throw new DaprError(ErrorCode.STATE_BULK_GET, Changes.message(e), e, List.of());
    }
    Map<String, String> own = new HashMap<>();
    stored.forEach((key, storedKey) -> own.put(storedKey, key));
    List<StateApi.Found> found = new ArrayList<>();
    entries.forEach(
        (storedKey, entry) -> {
          String key = own.getOrDefault(storedKey, storedKey);
          wanted.keys().stream()
              .filter(key::equals)
              .forEach(k -> found.add(new StateApi.Found(k, Optional.of(entry), "")));
        });
    for (String key : wanted.keys()) {
      if (!entries.containsKey(stored.getOrDefault(key, key))) {
        found.add(new StateApi.Found(key, Optional.empty(), ""));
      }
    }
    return found;
  }

  /** A call for each key; what fails is told beside its key. */
  static List<StateApi.Found> oneByOne(
      Guarded<StateStore> store, StateApi.Wanted wanted, Map<String, String> stored) {
    List<StateApi.Found> found = new ArrayList<>();
    for (String key : wanted.keys()) {
      String storedKey = stored.getOrDefault(key, key);
      try {
        Optional<StateStore.Entry> entry =
            store.part("bulk_get", s -> s.get(storedKey, wanted.metadata()));
        found.add(new StateApi.Found(key, entry, ""));
      } catch (ComponentException e) {
        found.add(new StateApi.Found(key, Optional.empty(), Changes.message(e)));
      }
    }
    return found;
  }

  /** What was found in an encrypted store; what can't be read is told beside its key. */
  static List<StateApi.Found> decrypted(
      List<StateApi.Found> all, Encryption encryption, Wire wire) {
    List<StateApi.Found> readable = new ArrayList<>();
    for (StateApi.Found found : all) {
      try {
        readable.add(
            new StateApi.Found(
                found.key(), found.entry().map(e -> readable(e, encryption, wire)), found.error()));
      } catch (ComponentException e) {
        readable.add(new StateApi.Found(found.key(), Optional.empty(), Changes.message(e)));
      }
    }
    return readable;
  }

  private static StateStore.Entry readable(
      StateStore.Entry entry, Encryption encryption, Wire wire) {
    StateStore.Entry plain = encryption.decrypt(entry);
    return wire == Wire.HTTP
        ? new StateStore.Entry(PlainText.toJson(plain.value()), plain.etag(), plain.expires())
        : plain;
  }
}
