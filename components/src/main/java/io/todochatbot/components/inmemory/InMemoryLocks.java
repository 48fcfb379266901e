package io.todochatbot.components.inmemory;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.LockStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code lock.in-memory}: locks that end with the process and that only this sidecar's application
 * competes for. daprd has no such component.
 */
final class InMemoryLocks implements LockStore {
  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("lock.in-memory", Settings.class, (settings, context) -> new InMemoryLocks(context));
    }
  }

  /** No settings. */
  public record Settings() {}

  private record Held(String owner, Instant until) {}

  private final ConcurrentMap<String, Held> locks = new ConcurrentHashMap<>();
  private final InstantSource clock;

  InMemoryLocks(ComponentContext context) {
    clock = context.clock();
  }

  @Override
  public boolean tryLock(String resource, String owner, Duration expiry) {
    Instant now = clock.instant();
    locks.values().removeIf(held -> !held.until().isAfter(now));
    return locks.putIfAbsent(resource, new Held(owner, now.plus(expiry))) == null;
  }

  @Override
  public Outcome unlock(String resource, String owner) {
    Instant now = clock.instant();
    AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.DOES_NOT_EXIST);
    locks.computeIfPresent(
        resource,
        (name, held) -> {
          if (!held.until().isAfter(now)) {
            return null;
          }
          boolean own = held.owner().equals(owner);
          outcome.set(own ? Outcome.RELEASED : Outcome.BELONGS_TO_OTHERS);
          return own ? null : held;
        });
    return outcome.get();
  }
}
