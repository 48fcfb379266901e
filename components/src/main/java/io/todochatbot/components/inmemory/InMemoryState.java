package io.todochatbot.components.inmemory;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** {@code state.in-memory}: a map that ends with the process. */
final class InMemoryState
    implements StateStore,
        StateStore.Transactional,
        StateStore.BulkGet,
        StateStore.KeysLike,
        StateStore.TimeToLive,
        StateStore.DeleteWithPrefix,
        StateStore.ActorStore {

  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("state.in-memory", Settings.class, InMemoryState::new);
    }
  }

  /** There is nothing to set. */
  public record Settings() {}

  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Map<String, Entry> entries = new HashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Condition expiring = lock.writeLock().newCondition();
  private final InstantSource clock;
  private final Thread sweeper;
  private int withExpiry;

  InMemoryState(Settings settings, ComponentContext context) {
    this.clock = context.clock();
    this.sweeper = Thread.ofVirtual().name(context.name() + "-sweeper").start(this::sweep);
  }

  @Override
  public Optional<Entry> get(String key, Map<String, String> metadata) {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(live(key, clock.instant()));
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Map<String, Entry> getAll(List<String> keys, Map<String, String> metadata) {
    Map<String, Entry> found = new LinkedHashMap<>();
    Instant now = clock.instant();
    lock.readLock().lock();
    try {
      for (String key : keys) {
        Entry entry = live(key, now);
        if (entry != null) {
          found.put(key, entry);
        }
      }
    } finally {
      lock.readLock().unlock();
    }
    return found;
  }

  @Override
  public List<String> keys(String prefix, Optional<String> after, int limit) {
    Instant now = clock.instant();
    lock.readLock().lock();
    try {
      return entries.keySet().stream()
          .filter(key -> key.startsWith(prefix) && live(key, now) != null)
          .filter(key -> after.isEmpty() || CodePoints.compare(key, after.get()) > 0)
          .sorted(CodePoints::compare)
          .limit(limit)
          .toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void apply(Change change) {
    applyAll(List.of(change));
  }

  /** Checks the conditions of all changes against what is there before any, as daprd does. */
  @Override
  public void applyAll(List<Change> changes) {
    List<Optional<Duration>> times = changes.stream().map(InMemoryState::timeToLive).toList();
    Instant now = clock.instant();
    lock.writeLock().lock();
    try {
      changes.forEach(change -> check(change, now));
      for (int i = 0; i < changes.size(); i++) {
        Entry entry = entry(changes.get(i), times.get(i), now);
        replace(changes.get(i).key(), entry);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public long deleteWithPrefix(String prefix) {
    lock.writeLock().lock();
    try {
      List<String> keys =
          entries.keySet().stream()
              .filter(key -> key.startsWith(prefix) && key.indexOf("||", prefix.length()) < 0)
              .toList();
      keys.forEach(key -> replace(key, null));
      return keys.size();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    sweeper.interrupt();
    lock.writeLock().lock();
    try {
      entries.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void check(Change change, Instant now) {
    Optional<String> etag = change.etag().filter(text -> !text.isEmpty());
    Entry entry = live(change.key(), now);
    if (etag.isEmpty()) {
      if (entry != null && concurrency(change) == Concurrency.FIRST_WRITE) {
        throw mismatch("item already exists and no etag was passed");
      }
    } else if (entry == null) {
      throw mismatch("state not exist or expired for key=" + change.key());
    } else if (!entry.etag().equals(etag.get())) {
      throw mismatch(
          "state etag not match for key=%s: current=%s, expect=%s"
              .formatted(change.key(), entry.etag(), etag.get()));
    }
  }

  private static Concurrency concurrency(Change change) {
    return switch (change) {
      case Write write -> write.concurrency();
      case Delete delete -> delete.concurrency();
    };
  }

  private static Optional<Duration> timeToLive(Change change) {
    return switch (change) {
      case Write write -> {
        write.metadata().forEach(InMemoryState::requireNumber);
        yield write.ttl().filter(Duration::isPositive);
      }
      case Delete delete -> Optional.empty();
    };
  }

  private static void requireNumber(String name, String text) {
    if (name.equalsIgnoreCase("ttlInSeconds") && !text.matches("([+-]?\\d{1,18})?")) {
      throw new ComponentException.BadRequest(
          "strconv.Atoi: parsing \"" + text + "\": invalid syntax");
    }
  }

  private static @Nullable Entry entry(Change change, Optional<Duration> ttl, Instant now) {
    return switch (change) {
      case Write write -> new Entry(write.value(), newEtag(), ttl.map(now::plus));
      case Delete delete -> null;
    };
  }

  private void replace(String key, @Nullable Entry entry) {
    Entry old = entry == null ? entries.remove(key) : entries.put(key, entry);
    withExpiry -= old != null && old.expires().isPresent() ? 1 : 0;
    if (entry != null && entry.expires().isPresent()) {
      withExpiry++;
      expiring.signal();
    }
  }

  private @Nullable Entry live(String key, Instant now) {
    Entry entry = entries.get(key);
    return entry == null || entry.expires().filter(end -> !end.isAfter(now)).isPresent()
        ? null
        : entry;
  }

  /** Frees what has expired; sleeps while nothing can expire. */
  private void sweep() {
    lock.writeLock().lock();
    try {
      while (true) {
        while (withExpiry == 0) {
          expiring.await();
        }
        if (!expiring.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
          Instant now = clock.instant();
          List.copyOf(entries.keySet()).stream()
              .filter(key -> live(key, now) == null)
              .forEach(key -> replace(key, null));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static ComponentException mismatch(String why) {
    return new ComponentException.EtagMismatch(why);
  }

  private static String newEtag() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    return new UUID(high, (random.nextLong() & ~(3L << 62)) | (2L << 62)).toString();
  }
}
