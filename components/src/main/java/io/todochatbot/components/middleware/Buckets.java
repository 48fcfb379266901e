package io.todochatbot.components.middleware;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bucket of tokens for each key, which fills by so many a second and holds a second's worth. Safe
 * for concurrent use.
 */
final class Buckets {
  /** From so many on, those that are full again are thrown away: nothing is lost with them. */
  private static final int CROWD = 10_000;

  private final double perSecond;
  private final double size;
  private final InstantSource clock;
  private final Map<String, Bucket> byKey = new ConcurrentHashMap<>();

  Buckets(double perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.size = Math.floor(Math.max(1, perSecond));
    this.clock = clock;
  }

  /** Takes a token and tells how many are left; empty if there is none. */
  OptionalInt take(String key) {
    Instant now = clock.instant();
    if (byKey.size() >= CROWD) {
      byKey.values().removeIf(bucket -> level(bucket, now) >= size);
    }
    Bucket after = byKey.compute(key, (k, before) -> next(before, now));
    return after.taken() ? OptionalInt.of((int) after.level()) : OptionalInt.empty();
  }

  private Bucket next(@org.jspecify.annotations.Nullable Bucket before, Instant now) {
    double level = before == null ? size : level(before, now);
    boolean enough = level >= 1;
    return new Bucket(enough ? level - 1 : level, now, enough);
  }

  private double level(Bucket bucket, Instant now) {
    Duration since = Duration.between(bucket.at(), now);
    double filled = Math.max(0, since.toNanos()) / 1e9 * perSecond;
    return Math.min(size, bucket.level() + filled);
  }

  /** How full it was when, and whether the last one who came got a token. */
  private record Bucket(double level, Instant at, boolean taken) {}
}
