package io.todochatbot.frontend.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.peer.Peer;
import io.todochatbot.todo.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person's tasks, at the backend. */
public final class Tasks {
  private final Peer backend;

  /** Tasks of this backend. */
  public Tasks(Peer backend) {
    this.backend = backend;
  }

  /** All tasks, in the order in which they were added. */
  public List<Task> all(Visitor visitor) {
    JsonNode answer = Json.tree(backend.get(visitor, "/api/tasks"));
    List<Task> tasks = new ArrayList<>();
    (answer.isArray() ? answer : answer.path("tasks")).forEach(node -> tasks.add(task(node)));
    return tasks;
  }

  /** One task. */
  public Task one(Visitor visitor, String id) {
    return task(Json.tree(backend.get(visitor, path(id))));
  }

  /** Adds a task. */
  public Task add(Visitor visitor, String title, Optional<Due> due) {
    Map<String, Object> body = new HashMap<>(Map.of("title", title));
    due.ifPresent(when -> body.put("due", when.machineReadable()));
    return task(Json.tree(backend.send(visitor, "POST", "/api/tasks", body)));
  }

  /** Gives a task another title and due date; empty takes the date away. */
  public Task change(Visitor visitor, String id, String title, Optional<Due> due) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("title", title);
    body.put("due", due.map(Due::machineReadable).orElse(null));
    return task(Json.tree(backend.send(visitor, "PATCH", path(id), body)));
  }

  /** Marks a task as done. */
  public Task complete(Visitor visitor, String id) {
    return task(Json.tree(backend.send(visitor, "POST", path(id) + "/complete", Map.of())));
  }

  /** Marks a task as not done after all. */
  public Task reopen(Visitor visitor, String id) {
    return task(Json.tree(backend.send(visitor, "POST", path(id) + "/reopen", Map.of())));
  }

  /** Deletes a task. */
  public void delete(Visitor visitor, String id) {
    backend.delete(visitor, path(id));
  }

  private static String path(String id) {
    return "/api/tasks/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Task task(JsonNode node) {
    return new Task(
        node.path("id").asText(),
        node.path("title").asText(),
        due(node.path("due").asText("")),
        node.path("done").asBoolean(false));
  }

  private static Optional<Due> due(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Due.parse(text));
    } catch (DateTimeException expected) {
      return Optional.empty(); // a date of a newer backend: the task is shown all the same
    }
  }
}
