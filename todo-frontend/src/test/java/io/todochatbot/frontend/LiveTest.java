package io.todochatbot.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.EventJson;
import io.todochatbot.todo.event.TodoEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveTest {
  @RegisterExtension private final FrontendFixture frontend = new FrontendFixture();

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private CompletableFuture<Void> ended = new CompletableFuture<>();

  private void listen() {
    ended =
        frontend
            .stranger
            .sendAsync(
                HttpRequest.newBuilder(frontend.uri("/live"))
                    .header("Accept", "text/event-stream")
                    .header("Authorization", "Bearer " + FakeBackend.TOKEN)
                    .build(),
                HttpResponse.BodyHandlers.ofLines())
            .thenAccept(answer -> answer.body().forEach(lines::add));
    await().until(() -> events("tasks") == 1);
  }

  private long events(String name) {
    return lines.stream().filter(("event: " + name)::equals).count();
  }

  private void deliver(String topic, TodoEvent event, String user) throws Exception {
    String data = EventJson.write(Envelope.of(event, user, "c", FrontendFixture.CLOCK));
    HttpResponse<String> answer =
        frontend.asStranger(
            HttpRequest.newBuilder(frontend.uri("/events/" + topic))
                .header("content-type", "application/cloudevents+json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"data\":" + data + "}")));
    assertThat(answer.body()).isEqualTo("{\"status\":\"SUCCESS\"}");
  }

  @Test
  void subscribesToTasksAndChat() throws Exception {
    assertThat(frontend.get("/dapr/subscribe").body())
        .contains("todo-events", "chat-events", "pubsub-kafka");
  }

  @Test
  void aPageIsToldToReadAgainAsSoonAsItConnectsAndAtEveryEvent() throws Exception {
    listen();

    deliver("todo-events", new TodoEvent.TaskCreated("1", "buy milk", null), "local");
    await().until(() -> events("tasks") == 2);
    deliver("chat-events", new TodoEvent.MessageSent("c1", null), "local");
    await().until(() -> events("chat") == 1);
    assertThat(lines).noneMatch(line -> line.contains("buy milk"));
  }

  @Test
  void aPageIsNotToldOfWhatOthersDo() throws Exception {
    listen();

    deliver("todo-events", new TodoEvent.TaskCreated("1", "x", null), "somebody else");
    deliver("todo-events", new TodoEvent.TaskCreated("2", "x", null), "local");
    await().until(() -> events("tasks") >= 2);

    assertThat(events("tasks")).isEqualTo(2);
  }

  @Test
  void anEventOfNobodyInParticularIsForAll() throws Exception {
    listen();

    deliver("todo-events", new TodoEvent.TaskCreated("1", null, null), "");

    await().until(() -> events("tasks") == 2);
  }

  @Test
  void aStrangerIsRefusedTheStream() throws Exception {
    HttpResponse<String> answer =
        frontend.asStranger(
            HttpRequest.newBuilder(frontend.uri("/live")).header("Accept", "text/event-stream"));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void closingLetsTheOpenPagesGo() throws Exception {
    listen();

    frontend.close();

    await().atMost(Duration.ofSeconds(5)).until(() -> ended.isDone());
  }
}
