package io.todochatbot.frontend.chat;

import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transcripts, in the Dapr state store, forgotten a week after the last word. They are a
 * convenience: while the store can't be reached, the chat goes on without. Thread-safe.
 */
public final class Transcripts {
  private static final Logger LOG = LoggerFactory.getLogger(Transcripts.class);
  private static final Duration KEPT = Duration.ofDays(7);

  private final Dapr dapr;
  private final ReentrantLock lock = new ReentrantLock();

  /** Transcripts in the gateway's state store. */
  public Transcripts(Dapr dapr) {
    this.dapr = dapr;
  }

  /** A person's transcript. */
  public Transcript of(String userId) {
    try {
      return dapr.state(key(userId))
          .map(json -> Json.read(json, Transcript.class))
          .orElse(Transcript.EMPTY);
    } catch (DaprFailure e) {
      LOG.warn("no transcript: {}", e.getMessage());
      return Transcript.EMPTY;
    }
  }

  /** Adds a turn and returns the transcript with it. */
  Transcript add(String userId, String conversation, ChatLine... turn) {
    lock.lock();
    try {
      Transcript now = of(userId).and(conversation, turn);
      save(userId, Optional.of(now));
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what was said. */
  void clear(String userId) {
    lock.lock();
    try {
      save(userId, Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  private void save(String userId, Optional<Transcript> transcript) {
    try {
      if (transcript.isPresent()) {
        dapr.saveState(key(userId), Json.write(transcript.get()), KEPT);
      } else {
        dapr.deleteState(key(userId));
      }
    } catch (DaprFailure e) {
      LOG.warn("the transcript was not kept: {}", e.getMessage());
    }
  }

  private static String key(String userId) {
    return "transcript:" + userId;
  }
}
