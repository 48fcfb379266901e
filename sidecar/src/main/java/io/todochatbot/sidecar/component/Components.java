package io.todochatbot.sidecar.component;

import io.todochatbot.spi.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The components of a sidecar by name. Asked at each call, so that a component can be replaced
 * while the sidecar runs. Safe for concurrent use.
 */
public final class Components {
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Map<String, Guarded<?>> byName = Map.of();

  /** The component of that kind and name. */
  @SuppressWarnings("unchecked") // the kind was checked when it was put
  public <C extends Component> Optional<Guarded<C>> find(Class<C> kind, String name) {
    Guarded<?> found = byName.get(name);
    return found != null && found.info().kind() == kind
        ? Optional.of((Guarded<C>) found)
        : Optional.empty();
  }

  /** Every component of that kind, in the order they were loaded. */
  @SuppressWarnings("unchecked") // the kind was checked when it was put
  public <C extends Component> List<Guarded<C>> all(Class<C> kind) {
    List<Guarded<C>> found = new ArrayList<>();
    for (Guarded<?> component : byName.values()) {
      if (component.info().kind() == kind) {
        found.add((Guarded<C>) component);
      }
    }
    return found;
  }

  /** Whether there is any component of that kind. */
  public boolean any(Class<? extends Component> kind) {
    return byName.values().stream().anyMatch(c -> c.info().kind() == kind);
  }

  /** What is loaded, in the order it was loaded. */
  public List<Loaded> list() {
    return byName.values().stream().<Loaded>map(Guarded::info).toList();
  }

  /** Adds a component, or puts it in the place of the one of its name, which is closed. */
  public void put(Guarded<?> component) {
    Optional<Guarded<?>> replaced = change(component.info().name(), Optional.of(component));
    replaced.ifPresent(Guarded::close);
  }

  /** Takes out and closes the component of that name, if there is one. */
  public void remove(String name) {
    change(name, Optional.empty()).ifPresent(Guarded::close);
  }

  private Optional<Guarded<?>> change(String name, Optional<Guarded<?>> component) {
    changing.lock();
    try {
      Map<String, Guarded<?>> next = new LinkedHashMap<>(byName);
      Optional<Guarded<?>> replaced = Optional.ofNullable(next.get(name));
      component.ifPresentOrElse(c -> next.put(name, c), () -> next.remove(name));
      byName = java.util.Collections.unmodifiableMap(next);
      return replaced;
    } finally {
      changing.unlock();
    }
  }
}
