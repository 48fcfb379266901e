package io.todochatbot.frontend.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.peer.Peer;
import io.todochatbot.todo.json.Json;
import java.util.HashMap;
import java.util.Map;

/** The bot, at the backend. */
public final class Chat {
  private final Peer backend;

  /**
   * What the bot answered.
   *
   * @param text its words
   * @param conversation the conversation to go on with
   */
  public record Answer(String text, String conversation) {}

  /** The bot of this backend. */
  public Chat(Peer backend) {
    this.backend = backend;
  }

  /** Says something; {@code conversation} is empty at its beginning. */
  public Answer say(Visitor visitor, String message, String conversation) {
    Map<String, String> body = new HashMap<>(Map.of("message", message));
    if (!conversation.isEmpty()) {
      body.put("conversation_id", conversation);
    }
    JsonNode answer = Json.tree(backend.send(visitor, "POST", "/api/chat", body));
    return new Answer(
        answer.path("reply").asText(), answer.path("conversation_id").asText(conversation));
  }
}
