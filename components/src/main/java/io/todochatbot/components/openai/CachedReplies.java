package io.todochatbot.components.openai;

import io.todochatbot.spi.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Answers equal requests from memory for a while; safe for concurrent use, bounded. */
final class CachedReplies implements Conversation {
  private static final int MOST = 1000;

  private final Conversation model;
  private final Duration ttl;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Request, Kept> kept = new LinkedHashMap<>();

  private record Kept(Reply reply, Instant until) {}

  CachedReplies(Conversation model, Duration ttl, InstantSource clock) {
    this.model = model;
    this.ttl = ttl;
    this.clock = clock;
  }

  @Override
  public Reply converse(Request request) {
    Optional<Reply> known = find(request);
    if (known.isPresent()) {
      return known.get();
    }
    Reply reply = model.converse(request);
    lock.lock();
    try {
      kept.remove(request);
      kept.put(request, new Kept(reply, clock.instant().plus(ttl)));
      forgetEldest();
    } finally {
      lock.unlock();
    }
    return reply;
  }

  @Override
  public void close() {
    model.close();
  }

  private Optional<Reply> find(Request request) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(request))
          .filter(k -> clock.instant().isBefore(k.until()))
          .map(Kept::reply);
    } finally {
      lock.unlock();
    }
  }

  private void forgetEldest() {
    var eldest = kept.entrySet().iterator();
    Instant now = clock.instant();
    while (eldest.hasNext()) {
      Kept next = eldest.next().getValue();
      if (kept.size() <= MOST && now.isBefore(next.until())) {
        return;
      }
      eldest.remove();
    }
  }
}
