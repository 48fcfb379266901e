package io.todochatbot.backend.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.backend.RunningBackend;
import io.todochatbot.todo.event.TodoEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskApiTest {
  private final RunningBackend backend;

  TaskApiTest(@TempDir Path data) {
    backend = new RunningBackend(data, Map.of());
  }

  @BeforeEach
  void isEmpty() {
    assertThat(titles("/api/tasks")).isEmpty();
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void addsATask() {
    RunningBackend.Got got =
        backend.send(
            "POST", "/api/tasks", "{\"title\":\" buy milk \",\"due\":\"2026-03-05T17:00\"}");

    JsonNode task = got.json();
    assertThat(got.status()).isEqualTo(201);
    assertThat(got.headers().firstValue("location"))
        .hasValue("/api/tasks/" + task.path("id").asText());
    assertThat(got.body())
        .isEqualTo(
            "{\"id\":\""
                + task.path("id").asText()
                + "\",\"title\":\"buy milk\",\"due\":\"2026-03-05T17:00\",\"done\":false,"
                + "\"created_at\":\"2026-03-04T13:00:00Z\"}");
    assertThat(backend.eventTypes(1)).containsExactly("TASK_CREATED");
    assertThat(backend.events().getFirst().event())
        .isEqualTo(
            new TodoEvent.TaskCreated(task.path("id").asText(), "buy milk", "2026-03-05T17:00"));
    assertThat(backend.events().getFirst().userId()).isEqualTo("local");
    assertThat(backend.dapr().published().getFirst().topic()).isEqualTo("todo-events");
  }

  @Test
  void theReadmesInvocationListsTheTasks() {
    backend.add("buy milk");

    RunningBackend.Got got = backend.send("POST", "/api/tasks", "{\"action\": \"list\"}");

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("count").asInt()).isEqualTo(1);
    assertThat(got.json().path("tasks").get(0).path("title").asText()).isEqualTo("buy milk");
  }

  @Test
  void editsOnlyWhatIsNamed() {
    String id = backend.add("buy milk");

    JsonNode dated = backend.send("PATCH", "/api/tasks/" + id, "{\"due\":\"2026-03-05\"}").json();
    JsonNode named = backend.send("PATCH", "/api/tasks/" + id, "{\"title\":\"oat\"}").json();
    JsonNode undated = backend.send("PATCH", "/api/tasks/" + id, "{\"due\":null}").json();

    assertThat(dated.path("due").asText()).isEqualTo("2026-03-05");
    assertThat(named.path("due").asText()).isEqualTo("2026-03-05");
    assertThat(undated.path("title").asText()).isEqualTo("oat");
    assertThat(undated.has("due")).isFalse();
    assertThat(backend.eventTypes(4))
        .containsExactly("TASK_CREATED", "TASK_UPDATED", "TASK_UPDATED", "TASK_UPDATED");
  }

  @Test
  void replacesATask() {
    String id = backend.add("buy milk");

    JsonNode task =
        backend.send("PUT", "/api/tasks/" + id, "{\"title\":\"oat\",\"done\":true}").json();

    assertThat(task.path("done").asBoolean()).isTrue();
    assertThat(backend.eventTypes(3))
        .containsExactly("TASK_CREATED", "TASK_UPDATED", "TASK_COMPLETED");
  }

  @Test
  void completesATaskOnceAndReopensIt() {
    String id = backend.add("buy milk");

    backend.send("POST", "/api/tasks/" + id + "/complete", "");
    JsonNode twice = backend.send("POST", "/api/tasks/" + id + "/complete", "").json();
    JsonNode open = backend.send("POST", "/api/tasks/" + id + "/reopen", "").json();

    assertThat(twice.path("completed_at").asText()).isEqualTo("2026-03-04T13:00:00Z");
    assertThat(open.path("done").asBoolean()).isFalse();
    assertThat(backend.eventTypes(3))
        .containsExactly("TASK_CREATED", "TASK_COMPLETED", "TASK_UPDATED");
  }

  @Test
  void deletesATask() {
    String id = backend.add("buy milk");

    assertThat(backend.send("DELETE", "/api/tasks/" + id, "").status()).isEqualTo(204);

    assertThat(backend.send("GET", "/api/tasks/" + id, "").status()).isEqualTo(404);
    assertThat(backend.send("DELETE", "/api/tasks/" + id, "").status()).isEqualTo(404);
    assertThat(backend.eventTypes(2)).containsExactly("TASK_CREATED", "TASK_DELETED");
  }

  @Test
  void listsByDueDateThenAge() {
    backend.add("someday");
    backend.send("POST", "/api/tasks", "{\"title\":\"friday\",\"due\":\"2026-03-06\"}");
    backend.send("POST", "/api/tasks", "{\"title\":\"now\",\"due\":\"2026-03-04T15:00\"}");

    assertThat(titles("/api/tasks")).containsExactly("now", "friday", "someday");
  }

  @Test
  void filtersTheList() {
    String done = backend.add("done");
    backend.send("POST", "/api/tasks/" + done + "/complete", "");
    backend.send("POST", "/api/tasks", "{\"title\":\"Today\",\"due\":\"2026-03-04T15:00\"}");
    backend.send("POST", "/api/tasks", "{\"title\":\"sunday\",\"due\":\"2026-03-08\"}");
    backend.send("POST", "/api/tasks", "{\"title\":\"monday\",\"due\":\"2026-03-09\"}");

    assertThat(titles("/api/tasks?status=done")).containsExactly("done");
    assertThat(titles("/api/tasks?status=open")).hasSize(3).doesNotContain("done");
    assertThat(titles("/api/tasks?due=today")).containsExactly("Today");
    assertThat(titles("/api/tasks?due=this-week")).containsExactly("Today", "sunday");
    assertThat(titles("/api/tasks?due=next-week")).containsExactly("monday");
    assertThat(titles("/api/tasks?due=none")).containsExactly("done");
    assertThat(titles("/api/tasks?from=2026-03-08")).containsExactly("sunday", "monday");
    assertThat(titles("/api/tasks?to=2026-03-08")).containsExactly("Today", "sunday");
    assertThat(titles("/api/tasks?q=TOD")).containsExactly("Today");
    assertThat(titles("/api/tasks?due=overdue")).isEmpty();

    backend.clock().advance(Duration.ofHours(2));

    assertThat(titles("/api/tasks?due=overdue")).containsExactly("Today");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /api/tasks              | {}                          | 400 | title: is missing
          POST   | /api/tasks              | {"title":" "}               | 400 | title: is empty
          POST   | /api/tasks              | {"title":5}                 | 400 | title: 5 (expected: text)
          POST   | /api/tasks              | {"title":"a\\nb"}           | 400 | line breaks
          POST   | /api/tasks              | {"title":"a","due":"soon"}  | 400 | due: soon
          POST   | /api/tasks              | {"action":"dance"}          | 400 | action: dance
          POST   | /api/tasks              | {"action":"list","status":"x"} | 400 | status: x
          POST   | /api/tasks              | []                          | 400 | no JSON object
          POST   | /api/tasks              | {"title"                    | 400 | not the JSON
          PATCH  | /api/tasks/none         | {"title":"a"}               | 404 | There is no task none
          PATCH  | /api/tasks/none         | {"done":"yes"}              | 400 | done: "yes"
          POST   | /api/tasks/none/complete| ''                          | 404 | There is no task none
          GET    | /api/tasks?due=never    | ''                          | 400 | due: never
          GET    | /api/tasks?from=x       | ''                          | 400 | from: x
          DELETE | /api/tasks              | ''                          | 405 | DELETE is not possible
          """)
  void badInputIsRefusedAndChangesNothing(
      String method, String path, String body, int status, String detail) {
    RunningBackend.Got got = backend.send(method, path, body);

    assertThat(got.status()).as(got.body()).isEqualTo(status);
    assertThat(got.json().path("detail").asText()).contains(detail);
    assertThat(titles("/api/tasks")).isEmpty();
  }

  @Test
  void aTitleIsAtMostFiveHundredCharacters() {
    assertThat(backend.send("POST", "/api/tasks", title(500)).status()).isEqualTo(201);
    assertThat(backend.send("POST", "/api/tasks", title(501)).json().path("detail").asText())
        .contains("501 characters");
  }

  private static String title(int length) {
    return "{\"title\":\"" + "x".repeat(length) + "\"}";
  }

  private List<String> titles(String path) {
    return backend.send("GET", path, "").json().path("tasks").findValuesAsText("title");
  }
}
