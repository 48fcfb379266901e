package io.todochatbot.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.dapr.FakeDapr;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.EventJson;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyticsTest {
  // half past midnight in Berlin: still the day before in UTC
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T23:30:00Z"), ZoneId.of("Europe/Berlin"));

  @TempDir private Path folder;
  private final FakeDapr dapr = new FakeDapr();
  private final HttpClient client = HttpClient.newHttpClient();
  private Analytics analytics;

  @BeforeEach
  void start() throws Exception {
    Environment environment =
        Environment.of(
            Map.of(
                "APP_PORT", "0", "TODO_DATA_DIR", folder.toString(), "APP_API_TOKEN", "from-dapr"));
    analytics = Analytics.start(environment, dapr, CLOCK);
  }

  @AfterEach
  void stop() throws Exception {
    analytics.close();
    client.close();
  }

  @Test
  void subscribesToTheThreeTopics() throws Exception {
    JsonNode subscriptions = Json.tree(get("/dapr/subscribe").body());

    assertThat(subscriptions.findValuesAsText("topic"))
        .containsExactlyInAnyOrder("todo-events", "chat-events", "user-events");
  }

  @Test
  void countsAnEventOfTheAppOnce() throws Exception {
    String event =
        EventJson.write(
            Envelope.of(new TodoEvent.TaskCompleted("1", "buy milk"), "local", "c", CLOCK));

    deliver("todo-events", "ce-1", event);
    deliver("todo-events", "ce-2", event);

    JsonNode json = Json.tree(get("/api/analytics").body());
    assertThat(json.path("total").asInt()).isEqualTo(1);
    assertThat(json.path("by_type").path("TASK_COMPLETED").asInt()).isEqualTo(1);
    assertThat(json.path("per_day").path(0).path("day").asText()).isEqualTo("2026-03-05");
    assertThat(json.path("per_day").path(0).path("by_type").path("TASK_COMPLETED").asInt())
        .isEqualTo(1);
  }

  @Test
  void countsAnEventPublishedByHandOnce() throws Exception {
    String event = "{\"event_type\": \"TASK_CREATED\", \"task_id\": \"123\"}";

    deliver("todo-events", "ce-1", event);
    deliver("todo-events", "ce-1", event);

    JsonNode json = Json.tree(get("/api/analytics").body());
    assertThat(json.path("by_type").path("TASK_CREATED").asInt()).isEqualTo(1);
    assertThat(json.path("by_topic").path("todo-events").asInt()).isEqualTo(1);
    assertThat(json.path("per_day").path(0).path("day").asText()).isEqualTo("2026-03-05");
  }

  @Test
  void countsAnEventItDoesNotKnowUnderTheNameItHas() throws Exception {
    deliver("user-events", "ce-1", "{\"event_type\": \"USER_SANG\"}");

    assertThat(get("/analytics/charts").body()).contains("User sang", "USER_SANG");
  }

  @Test
  void escapesWhatSendersWrite() throws Exception {
    deliver("todo-events", "ce-1", "{\"event_type\": \"<script>alert(1)</script>\"}");

    assertThat(get("/analytics").body()).doesNotContain("<script").contains("&lt;script");
  }

  @Test
  void thePartIsSentOnlyWhenSomethingChanged() throws Exception {
    String seen = "/analytics/charts?seen=2026-03-05.0";
    assertThat(get(seen).statusCode()).isEqualTo(204);

    deliver(
        "chat-events", "ce-1", "{\"event_type\": \"MESSAGE_SENT\", \"conversation_id\": \"1\"}");

    assertThat(get(seen).body()).contains("data-count=\"MESSAGE_SENT\">1<");
  }

  @Test
  void bringsItsStyleWithThePage() throws Exception {
    assertThat(get("/").body()).contains("/analytics/charts.css", "<svg", "<table>");
    assertThat(get("/analytics/charts.css").headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
  }

  @Test
  void isReadyWhileItsSidecarAnswers() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    dapr.down("no sidecar");

    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).contains("sidecar").doesNotContain("database\":");
  }

  @Test
  void onlyTheSidecarMayReadAndDeliverWhenItHasAToken() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/api/analytics")).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private void deliver(String topic, String id, String data) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/events/" + topic))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"data\":" + data + "}"))
                .header("content-type", "application/cloudevents+json")
                .header("dapr-api-token", "from-dapr")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("{\"status\":\"SUCCESS\"}");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).header("dapr-api-token", "from-dapr").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + analytics.port() + path);
  }
}
