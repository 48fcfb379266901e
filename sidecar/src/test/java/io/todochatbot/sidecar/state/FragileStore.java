package io.todochatbot.sidecar.state;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store that fails at a chosen step, as a process that dies there would leave it. */
final class FragileStore implements StateStore, StateStore.Transactional, StateStore.KeysLike {
  enum Step {
    NEVER,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    DELETE
  }

  final Map<String, byte[]> values = new TreeMap<>();
  Step dieAt = Step.NEVER;

  @Override
  public Optional<Entry> get(String key, Map<String, String> metadata) {
    return Optional.ofNullable(values.get(key)).map(v -> new Entry(v, "1", Optional.empty()));
  }

  @Override
  public void apply(Change change) {
    switch (change) {
      case Write write -> values.put(write.key(), write.value());
      case Delete delete -> {
        if (dieAt == Step.DELETE) {
          throw new ComponentException("died before removing");
        }
        values.remove(delete.key());
      }
    }
  }

  @Override
  public void applyAll(List<Change> changes) {
    if (dieAt == Step.BEFORE_COMMIT) {
      throw new ComponentException("died before the commit");
    }
    changes.forEach(this::apply);
    if (dieAt == Step.AFTER_COMMIT) {
      throw new ComponentException("died after the commit");
    }
  }

  @Override
  public List<String> keys(String prefix, Optional<String> after, int limit) {
    return values.keySet().stream()
        .filter(k -> k.startsWith(prefix) && after.map(a -> k.compareTo(a) > 0).orElse(true))
        .limit(limit)
        .toList();
  }
}
