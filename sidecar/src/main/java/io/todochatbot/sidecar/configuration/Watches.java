package io.todochatbot.sidecar.configuration;

import io.todochatbot.spi.ConfigurationStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions under way, by their ids. Safe for concurrent use. */
final class Watches implements AutoCloseable {
  /**
   * A subscription.
   *
   * @param streamEnded run at its end, if it is a stream
   */
  record Entry(String store, ConfigurationStore.Watch watch, Optional<Runnable> streamEnded) {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private volatile boolean closed;

  void add(String id, Entry entry) {
    entries.put(id, entry);
    if (closed) {
      end(id);
    }
  }

  /** Ends a subscription to {@code store} and returns whether there was one. */
  boolean end(String store, String id) {
    Entry entry = entries.get(id);
    return entry != null && entry.store().equals(store) && end(id);
  }

  /** Ends a subscription that is a stream and returns whether there was one. */
  boolean endStream(String id) {
    Entry entry = entries.get(id);
    return entry != null && entry.streamEnded().isPresent() && end(id);
  }

  @Override
  public void close() {
    closed = true;
    entries.keySet().forEach(this::end);
  }

  private boolean end(String id) {
    Optional<Entry> removed = Optional.ofNullable(entries.remove(id));
    removed.ifPresent(
        entry -> {
          entry.watch().close();
          entry.streamEnded().ifPresent(Runnable::run);
        });
    return removed.isPresent();
  }
}
