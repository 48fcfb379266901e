package io.todochatbot.backend.chat;

import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.json.Json;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What conversations remember, in the Dapr state store, until nothing was said for a day. Without
 * the store the bot still works; it only does not remember.
 */
final class Conversations {
  private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);
  private static final Duration LIFE = Duration.ofDays(1);
  private final Dapr dapr;

  Conversations(Dapr dapr) {
    this.dapr = dapr;
  }

  Context load(String userId, String conversationId) {
    try {
      return dapr.state(key(userId, conversationId))
          .map(json -> Json.read(json, Context.class))
          .orElse(Context.EMPTY);
    } catch (DaprFailure | Json.BadJson e) {
      LOG.warn("The conversation so far is not known: {}", e.getMessage());
      return Context.EMPTY;
    }
  }

  void save(String userId, String conversationId, Context context) {
    try {
      dapr.saveState(key(userId, conversationId), Json.write(context), LIFE);
    } catch (DaprFailure e) {
      LOG.warn("The conversation will be forgotten: {}", e.getMessage());
    }
  }

  private static String key(String userId, String conversationId) {
    return "conversation:" + userId + ":" + conversationId;
  }
}
