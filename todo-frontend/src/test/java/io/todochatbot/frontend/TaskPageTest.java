package io.todochatbot.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskPageTest {
  @RegisterExtension private final FrontendFixture frontend = new FrontendFixture();

  @BeforeEach
  void signIn() throws Exception {
    frontend.signIn();
  }

  @Test
  void showsTheTasksByWhenTheyAreDue() throws Exception {
    frontend.backend.add("file taxes", "2026-03-01", false);
    frontend.backend.add("buy milk", "2026-03-06T17:00", false);
    frontend.backend.add("old thing", null, true);

    assertThat(frontend.get("/").body())
        .containsSubsequence(
            "2 to do",
            "Overdue",
            "file taxes",
            "Sun 1 Mar",
            "Tomorrow",
            "buy milk",
            "17:00",
            "Done",
            "old thing");
  }

  @Test
  void anEmptyListSaysHowToBegin() throws Exception {
    assertThat(frontend.get("/").body()).contains("Nothing to do yet");
  }

  @Test
  void writesWhatWasTypedAsText() throws Exception {
    String typed = "<img src=x onerror=alert(1)> \"& co'";

    String list = frontend.post("/tasks", Map.of("title", typed)).body();

    assertThat(frontend.backend.titles()).containsExactly(typed);
    assertThat(list).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt;");
  }

  @Test
  void changesTitleAndDueDate() throws Exception {
    String id = frontend.backend.add("buy milk", null, false);

    String list =
        frontend
            .post(
                "/tasks/" + id,
                Map.of("title", "buy oat milk", "date", "2026-03-06", "time", "17:00"))
            .body();

    assertThat(list).contains("buy oat milk", "Tomorrow");
    assertThat(frontend.backend.due(id)).isEqualTo("2026-03-06T17:00");

    frontend.post("/tasks/" + id, Map.of("title", "buy oat milk", "date", "", "time", ""));
    assertThat(frontend.backend.due(id)).isNull();
  }

  @Test
  void aDoneTaskCanBeUndone() throws Exception {
    String id = frontend.backend.add("buy milk", null, false);

    String list = frontend.post("/tasks/" + id + "/complete", Map.of()).body();
    assertThat(frontend.backend.done(id)).isTrue();
    assertThat(list).contains("Done: buy milk", "hx-post=\"/tasks/" + id + "/reopen\"", "Undo");

    frontend.post("/tasks/" + id + "/reopen", Map.of());
    assertThat(frontend.backend.done(id)).isFalse();
  }

  @Test
  void aDeletedTaskCanBeBroughtBackWithItsDate() throws Exception {
    String id = frontend.backend.add("buy milk", "2026-03-06T17:00", false);

    HttpResponse<String> answer =
        frontend.browse(
            HttpRequest.newBuilder(frontend.uri("/tasks/" + id))
                .DELETE()
                .header("HX-Request", "true"));
    assertThat(frontend.backend.titles()).isEmpty();
    assertThat(answer.body())
        .contains("Deleted: buy milk", "name=\"date\" value=\"2026-03-06\"")
        .contains("name=\"time\" value=\"17:00\"");
  }

  @Test
  void isNotSentAgainWhileItLooksAsBefore() throws Exception {
    frontend.backend.add("buy milk", null, false);
    Matcher seen =
        Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(frontend.get("/tasks").body());
    assertThat(seen.find()).isTrue();

    assertThat(frontend.get("/tasks?seen=" + seen.group(1)).statusCode()).isEqualTo(204);
    frontend.backend.add("call mum", null, false);
    assertThat(frontend.get("/tasks?seen=" + seen.group(1)).body()).contains("call mum");
  }

  @Test
  void badInputIsAMessageAtTheFootOfThePageAndChangesNothing() throws Exception {
    HttpResponse<String> answer = frontend.post("/tasks", Map.of("title", "  "));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("hx-retarget")).hasValue("#toasts");
    assertThat(answer.body()).contains("toast error", "needs a title");
    assertThat(frontend.post("/tasks", Map.of("title", "x", "date", "soon")).statusCode())
        .isEqualTo(400);
    assertThat(frontend.backend.titles()).isEmpty();
  }

  @Test
  void saysWhatTheBackendRefusedInItsWords() throws Exception {
    assertThat(frontend.post("/tasks/nosuch/complete", Map.of()).body())
        .contains("There is no task nosuch");
  }

  @Test
  void thePageIsThereBeforeTheBackendIs() throws Exception {
    frontend.backend.refuse(500);

    HttpResponse<String> page = frontend.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Try again", "load delay:2s", "id=\"message\"");
    HttpResponse<String> list = frontend.get("/tasks");
    assertThat(list.statusCode()).isEqualTo(503);
    assertThat(list.body()).contains("Try again", "load delay:2s");
    assertThat(frontend.get("/tasks?seen=v1").statusCode()).isEqualTo(204);
  }

  @Test
  void showsTheChartsOfTheAnalyticsServiceInItsFrame() throws Exception {
    assertThat(frontend.get("/analytics").body()).contains("7 events", "/analytics/charts.css");
    assertThat(frontend.get("/analytics/charts?seen=v0").body()).contains("7 events");
    assertThat(frontend.get("/analytics/charts?seen=v1").statusCode()).isEqualTo(204);
    assertThat(frontend.get("/analytics/charts.css").headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
  }

  @Test
  void theAnalyticsPageWaitsForItsService() throws Exception {
    frontend.backend.refuse(500);

    assertThat(frontend.get("/analytics").body()).contains("Trying again", "every 2s");
    assertThat(frontend.get("/analytics/charts?seen=v0").statusCode()).isEqualTo(204);
  }

  @Test
  void staticFilesAreKeptForGoodUnderTheAddressOfTheirContent() throws Exception {
    Matcher script =
        Pattern.compile("src=\"(/assets/htmx.js\\?v=[0-9a-f]+)\"")
            .matcher(frontend.get("/").body());
    assertThat(script.find()).isTrue();

    assertThat(frontend.get(script.group(1)).headers().firstValue("cache-control").orElseThrow())
        .contains("immutable");
    assertThat(frontend.get("/assets/htmx.js?v=old").headers().firstValue("cache-control"))
        .hasValue("public, max-age=60");
  }

  @Test
  void isReadyWhileItsSidecarAnswers() throws Exception {
    assertThat(frontend.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(frontend.get("/ready").statusCode()).isEqualTo(200);
    frontend.dapr.down("gone");
    assertThat(frontend.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(frontend.get("/ready").statusCode()).isEqualTo(503);
  }
}
