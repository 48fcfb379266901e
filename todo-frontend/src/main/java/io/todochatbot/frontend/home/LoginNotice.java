package io.todochatbot.frontend.home;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.peer.Peer;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.json.Json;
import io.todochatbot.todo.web.Problem;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the backend that somebody signed in, which makes it an event of the app. The page does not
 * wait for it: a browser is signed in by its link, with or without a backend.
 */
public final class LoginNotice {
  private static final Logger LOG = LoggerFactory.getLogger(LoginNotice.class);
  private static final String SESSION = "/api/session";

  private final Peer backend;

  /** Tells this backend. */
  public LoginNotice(Peer backend) {
    this.backend = backend;
  }

  /** Tells it, in a thread of its own. */
  void send(Visitor visitor) {
    Thread ignored = Thread.ofVirtual().name("login notice").start(() -> tell(visitor));
  }

  private void tell(Visitor visitor) {
    try {
      Map<String, String> token = Map.of("token", visitor.token());
      JsonNode answer = Json.tree(backend.send(visitor, "POST", SESSION, token));
      // The browser has a session with us; the one that came with the answer is not needed.
      backend.delete(new Visitor(visitor.userId(), answer.path("session").asText()), SESSION);
    } catch (Problem | DaprFailure | Json.BadJson e) {
      LOG.info("The backend was not told of a sign-in: {}", e.getMessage());
    }
  }
}
