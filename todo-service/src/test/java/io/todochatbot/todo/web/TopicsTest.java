package io.todochatbot.todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.event.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"ce-1\","
          + "\"data\":{\"event_type\":\"TASK_CREATED\",\"task_id\":\"%s\"}}";

  private final List<Envelope> seen = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server = new WebServer(new Health(Map.of()));

  @BeforeEach
  void start() {
    new Topics("pubsub", new AppToken("token"))
        .on(Topic.TODO_EVENTS, this::handle)
        .register(server.routes());
    server.start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private Topics.Outcome handle(Envelope event) {
    if (event.event() instanceof TodoEvent.TaskCreated created && created.taskId().equals("bad")) {
      throw new IllegalStateException("not now");
    }
    seen.add(event);
    return Topics.Outcome.SUCCESS;
  }

  @Test
  void tellsTheSidecarWhatItSubscribesTo() throws Exception {
    assertThat(send("GET", "/dapr/subscribe", "", "token").body())
        .contains("\"pubsubname\":\"pubsub\"")
        .contains("\"topic\":\"todo-events\"")
        .contains("\"route\":\"/events/todo-events\"");
  }

  @Test
  void handsADeliveredEventOn() throws Exception {
    HttpResponse<String> answer =
        send("POST", "/events/todo-events", EVENT.formatted("123"), "token");

    assertThat(answer.body()).isEqualTo("{\"status\":\"SUCCESS\"}");
    assertThat(seen).extracting(Envelope::eventId).containsExactly("ce-1");
  }

  @Test
  void asksForAnotherDeliveryWhenItsHandlerFails() throws Exception {
    assertThat(send("POST", "/events/todo-events", EVENT.formatted("bad"), "token").body())
        .isEqualTo("{\"status\":\"RETRY\"}");
  }

  @Test
  void dropsWhatItCannotRead() throws Exception {
    assertThat(send("POST", "/events/todo-events", "{\"specversion\":\"1.0\"}", "token").body())
        .isEqualTo("{\"status\":\"DROP\"}");
  }

  @Test
  void onlyTheSidecarMayDeliver() throws Exception {
    assertThat(send("POST", "/events/todo-events", EVENT.formatted("1"), "wrong").statusCode())
        .isEqualTo(401);
    assertThat(send("GET", "/dapr/subscribe", "", "wrong").statusCode()).isEqualTo(401);
    assertThat(seen).isEmpty();
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/cloudevents+json")
            .header("dapr-api-token", token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
