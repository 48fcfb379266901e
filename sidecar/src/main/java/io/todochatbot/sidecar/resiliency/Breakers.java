package io.todochatbot.sidecar.resiliency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Circuit breakers by what they guard; the least recently used ones are forgotten. */
final class Breakers {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Breaker> byKey;

  /** As many as {@code most}. */
  Breakers(int most) {
    this.byKey =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Breaker> eldest) {
            return size() > most;
          }
        };
  }

  Breaker get(String key, Function<String, Breaker> fresh) {
    lock.lock();
    try {
      return byKey.computeIfAbsent(key, fresh);
    } finally {
      lock.unlock();
    }
  }
}
