package io.todochatbot.sidecar.state;

import java.util.Map;
import java.util.Optional;

/**
 * One key of a request, as it came from either wire.
 *
 * @param key the application's own key
 * @param value the value's bytes; empty for a removal
 * @param etag the version that must stand there
 * @param concurrency {@code first-write}, {@code last-write} or empty
 * @param consistency {@code eventual}, {@code strong} or empty
 * @param metadata the request's metadata for this key
 */
record StateItem(
    String key,
    byte[] value,
    Optional<String> etag,
    String concurrency,
    String consistency,
    Map<String, String> metadata) {
  StateItem {
    metadata = Map.copyOf(metadata);
  }

  /** The same with another value. */
  StateItem with(byte[] other) {
    return new StateItem(key, other, etag, concurrency, consistency, metadata);
  }
}
