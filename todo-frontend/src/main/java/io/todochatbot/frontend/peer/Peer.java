package io.todochatbot.frontend.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.Invocation;
import io.todochatbot.todo.dapr.Reply;
import io.todochatbot.todo.json.Json;
import io.todochatbot.todo.web.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another service, called through Dapr's service invocation. Its refusals become {@link Problem}s
 * that keep what it said; every method throws {@link io.todochatbot.todo.dapr.DaprFailure} too,
 * when the sidecar can't be reached.
 */
public final class Peer {
  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final Dapr dapr;
  private final String appId;

  /** The service of this app id. */
  public Peer(Dapr dapr, String appId) {
    this.dapr = dapr;
    this.appId = appId;
  }

  /** Reads what is everybody's. */
  public String get(String path) {
    return checked(dapr.invoke(Invocation.get(appId, path, Map.of())), path);
  }

  /** Reads. */
  public String get(Visitor visitor, String path) {
    return get(visitor, path, Map.of());
  }

  /** Reads with parameters, which are not encoded. */
  public String get(Visitor visitor, String path, Map<String, String> query) {
    Map<String, List<String>> lists = new HashMap<>();
    query.forEach((name, value) -> lists.put(name, List.of(value)));
    return checked(
        dapr.invoke(new Invocation(appId, "GET", path, lists, credentials(visitor), null)), path);
  }

  /** Sends JSON with a method such as POST. */
  public String send(Visitor visitor, String method, String path, Object body) {
    return checked(
        dapr.invoke(Invocation.send(appId, method, path, credentials(visitor), Json.write(body))),
        path);
  }

  /** Deletes. */
  public void delete(Visitor visitor, String path) {
    Map<String, String> credentials = credentials(visitor);
    String ignored =
        checked(
            dapr.invoke(new Invocation(appId, "DELETE", path, Map.of(), credentials, null)), path);
  }

  private static Map<String, String> credentials(Visitor visitor) {
    return Map.of("Authorization", "Bearer " + visitor.token());
  }

  private String checked(Reply reply, String path) {
    if (reply.ok()) {
      return reply.body();
    }
    if (reply.status() >= SERVER_ERROR) {
      LOG.warn("{} {} answered {}: {}", appId, path, reply.status(), reply.body());
      throw new Problem(
          UNAVAILABLE, "A part of the app is not there just now. Please try again in a moment.");
    }
    throw new Problem(
        reply.status(), detail(reply.body()).orElse("That was refused (" + reply.status() + ")."));
  }

  private static Optional<String> detail(String body) {
    try {
      JsonNode problem = Json.tree(body);
      return Optional.of(problem.path("detail").asText(problem.path("message").asText("")))
          .filter(text -> !text.isBlank());
    } catch (Json.BadJson expected) {
      return Optional.empty(); // not every refusal comes from our own services
    }
  }
}
