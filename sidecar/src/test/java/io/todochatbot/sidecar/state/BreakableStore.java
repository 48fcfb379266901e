package io.todochatbot.sidecar.state;

import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Setting;
import io.todochatbot.spi.StateStore;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code state.breakable}: {@code state.sqlite} that stops at a point. */
public final class BreakableStore
    implements StateStore, StateStore.Transactional, StateStore.KeysLike {
  /** Registers it. */
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("state.breakable", Settings.class, BreakableStore::new);
    }
  }

  /** Where it stops. */
  public record Settings(@Setting(meaning = "where", fallback = "NONE") String breakAt) {}

  private final BreakingPoint chosen;
  private final StateStore real;

  BreakableStore(Settings settings, ComponentContext context) {
    chosen = BreakingPoint.valueOf(settings.breakAt());
    real = (StateStore) BreakingPoint.real("state.sqlite", context);
  }

  @Override
  public Optional<Entry> get(String key, Map<String, String> metadata) {
    return real.get(key, metadata);
  }

  @Override
  public void apply(Change change) {
    real.apply(change);
    if (change instanceof Delete) {
      BreakingPoint.AFTER_FORGETTING.reached(chosen);
    }
  }

  @Override
  public void applyAll(List<Change> changes) {
    BreakingPoint.BEFORE_COMMIT.reached(chosen);
    ((Transactional) real).applyAll(new Breakable(changes));
    BreakingPoint.AFTER_COMMIT.reached(chosen);
  }

  @Override
  public List<String> keys(String prefix, Optional<String> after, int limit) {
    return ((KeysLike) real).keys(prefix, after, limit);
  }

  @Override
  public void close() {
    real.close();
  }

  /** Stops before the last change is read a second time: once to check it, then to carry it out. */
  private final class Breakable extends AbstractList<Change> {
    private final List<Change> changes;
    private int lastRead;

    Breakable(List<Change> changes) {
      this.changes = changes;
    }

    @Override
    public Change get(int index) {
      if (index == size() - 1 && ++lastRead == 2) {
        BreakingPoint.WITHIN_TRANSACTION.reached(chosen);
      }
      return changes.get(index);
    }

    @Override
    public int size() {
      return changes.size();
    }
  }
}
