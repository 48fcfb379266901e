package io.todochatbot.frontend;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.todo.dapr.Invocation;
import io.todochatbot.todo.dapr.Reply;
import io.todochatbot.todo.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The backend's API and the analytics part, in memory, for the token {@link #TOKEN}. */
final class FakeBackend {
  static final String TOKEN = "token-of-the-tests";

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private int next = 1;
  private int refuseWith;

  private record Row(String id, String title, @Nullable String due, boolean done) {}

  /** From now on everything is refused with this status; 0 for no more. */
  synchronized void refuse(int status) {
    refuseWith = status;
  }

  synchronized String add(String title, @Nullable String due, boolean done) {
    String id = "t" + next++;
    rows.put(id, new Row(id, title, due, done));
    return id;
  }

  synchronized List<String> titles() {
    return rows.values().stream().map(Row::title).toList();
  }

  synchronized @Nullable String due(String id) {
    return Objects.requireNonNull(rows.get(id)).due();
  }

  synchronized boolean done(String id) {
    return Objects.requireNonNull(rows.get(id)).done();
  }

  synchronized Reply answer(Invocation call) {
    if (refuseWith != 0) {
      return new Reply(refuseWith, "{\"detail\":\"refused by the test\"}");
    }
    if (call.path().equals("/analytics/charts.css")) {
      return new Reply(200, ".charts{}");
    }
    if (!("Bearer " + TOKEN).equals(call.headers().get("Authorization"))) {
      return new Reply(401, "{\"detail\":\"who are you?\"}");
    }
    if (call.path().equals("/analytics/charts")) {
      boolean seen = List.of("v1").equals(call.query().get("seen"));
      return seen ? new Reply(200, "") : new Reply(200, "<div id=\"charts\">7 events</div>");
    }
    if (call.path().equals("/api/session")) {
      return new Reply(200, "{\"session\":\"token-of-the-tests\"}");
    }
    JsonNode body = Json.tree(call.json() == null ? "{}" : call.json());
    if (call.path().equals("/api/chat")) {
      return chat(body);
    }
    return call.path().equals("/api/tasks") ? list(call, body) : one(call, body);
  }

  private Reply chat(JsonNode body) {
    String said = body.path("message").asText();
    String id = add(said, null, false);
    return ok(
        Map.of(
            "reply",
            "Added: " + Objects.requireNonNull(rows.get(id)).title(),
            "conversation_id",
            body.path("conversation_id").asText("c1")));
  }

  private Reply list(Invocation call, JsonNode body) {
    if (call.method().equals("GET")) {
      return ok(Map.of("tasks", new ArrayList<>(rows.values())));
    }
    String due = body.path("due").isTextual() ? body.path("due").asText() : null;
    return ok(Objects.requireNonNull(rows.get(add(body.path("title").asText(), due, false))));
  }

  private Reply one(Invocation call, JsonNode body) {
    String[] parts = call.path().split("/", -1);
    Row row = rows.get(parts[3]);
    if (row == null) {
      return new Reply(404, "{\"detail\":\"There is no task " + parts[3] + "\"}");
    }
    Row changed =
        switch (call.method() + (parts.length > 4 ? parts[4] : "")) {
          case "POSTcomplete" -> new Row(row.id(), row.title(), row.due(), true);
          case "POSTreopen" -> new Row(row.id(), row.title(), row.due(), false);
          case "PATCH" ->
              new Row(
                  row.id(),
                  body.path("title").asText(row.title()),
                  body.has("due") ? body.path("due").textValue() : row.due(),
                  body.path("done").asBoolean(row.done()));
          default -> row;
        };
    if (call.method().equals("DELETE")) {
      rows.remove(row.id());
      return new Reply(200, "");
    }
    rows.put(row.id(), changed);
    return ok(changed);
  }

  private static Reply ok(Object body) {
    return new Reply(200, Json.write(body));
  }
}
