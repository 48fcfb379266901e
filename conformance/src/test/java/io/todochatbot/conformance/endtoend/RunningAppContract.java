package io.todochatbot.conformance.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.todochatbot.cli.ReadyFile;
import io.todochatbot.conformance.endtoend.Chromium.Look;
import io.todochatbot.conformance.endtoend.Chromium.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds of the whole running app, however its parts are spread over processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningAppContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> flags;
  private final AtomicLong created = new AtomicLong();
  private Up up;
  private Api api;

  /** Of an app started by {@code ./todo up} with these flags besides free ports. */
  RunningAppContract(List<String> flags) {
    this.flags = List.copyOf(flags);
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    up = Up.start(folder, flags);
    api = up.api();
  }

  @AfterAll
  void stop() {
    // Where the start failed there is nothing to stop, and its failure is what counts.
    if (up != null) {
      up.close();
    }
    if (api != null) {
      api.close();
    }
  }

  final Up up() {
    return up;
  }

  @Test
  void aTaskSaidInTheChatAppearsLiveInEveryBrowserAndIsCounted() throws IOException {
    try (Chromium chromium = Chromium.start();
        Visit writer = chromium.open(up.ready().page(), Look.DESKTOP_LIGHT);
        Visit reader = chromium.open(up.ready().page(), Look.PHONE_DARK);
        Visit counter = chromium.open(up.ready().page(), Look.DESKTOP_DARK)) {
      counter.page().getByText("Analytics").click();
      List<Visit> all = List.of(writer, reader, counter);
      assertThat(writer.page().locator("#live")).hasText("Live");
      assertThat(reader.page().locator("#live")).hasText("Live");
      all.forEach(Visit::mark);

      writer.page().locator("#message").fill("buy milk tomorrow at 5pm");
      writer.page().locator("#message").press("Enter");
      created.incrementAndGet();

      assertThat(writer.page().locator("#chat-log .bot").last()).containsText("buy milk");
      for (Page page : List.of(writer.page(), reader.page())) {
        Locator task = task(page, "buy milk");
        assertThat(task).isVisible();
        assertThat(task.locator("time"))
            .hasAttribute("datetime", LocalDate.now(ZoneId.systemDefault()).plusDays(1) + "T17:00");
      }
      assertThat(count(counter, "TASK_CREATED")).hasText(Long.toString(created.get()));

      task(reader.page(), "buy milk").locator(".check").click();

      assertThat(task(writer.page(), "buy milk")).hasClass("task done");
      assertThat(count(counter, "TASK_COMPLETED")).hasText("1");
      assertThat(all).noneMatch(Visit::wasReloaded);
      assertThat(all).flatExtracting(Visit::complaints).isEmpty();
    }
  }

  @Test
  void thePageFitsAPhone() throws IOException {
    try (Chromium chromium = Chromium.start();
        Visit visit = chromium.open(up.ready().page(), Look.PHONE_LIGHT)) {
      Page page = visit.page();
      assertThat(page.locator("#new-task")).isVisible();
      assertThat(page.locator("#message")).isHidden();
      assertThat(visit.scrollsSideways()).describedAs("the tasks scroll sideways").isFalse();

      page.locator("[data-show=chat]").click();
      assertThat(page.locator("#message")).isVisible();
      assertThat(visit.scrollsSideways()).describedAs("the chat scrolls sideways").isFalse();

      page.locator("nav >> text=Analytics").click();
      assertThat(page.locator("#charts")).isVisible();
      assertThat(visit.scrollsSideways()).describedAs("the charts scroll sideways").isFalse();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void theLinkSignsInAndLeavesTheAddressBar() throws IOException {
    try (Chromium chromium = Chromium.start();
        Visit visit = chromium.open(up.ready().page(), Look.DESKTOP_LIGHT)) {
      assertThat(visit.page().url()).doesNotContain(up.ready().token());

      visit.page().reload();

      assertThat(visit.page().locator("#new-task")).isVisible();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void anEventPublishedAsTheReadmeSaysIsCountedOnce() throws Exception {
    Api.Answer answer =
        api.sidecar(
            "POST",
            "/v1.0/publish/pubsub-kafka/todo-events",
            "{\"event_type\": \"TASK_CREATED\", \"task_id\": \"123\"}");

    assertThat(answer.status()).isEqualTo(204);
    created.incrementAndGet();
    awaitCount();
  }

  @Test
  void theTasksAreListedThroughServiceInvocation() throws Exception {
    add("call the \"bank\" & <ask>");

    Api.Answer answer =
        api.sidecar(
            "POST", "/v1.0/invoke/todo-chatbot-backend/method/api/tasks", "{\"action\": \"list\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("tasks").findValuesAsText("title"))
        .contains("call the \"bank\" & <ask>");
  }

  @Test
  void stateIsSavedAndReadAndDeleted() throws Exception {
    String store = "/v1.0/state/statestore";

    assertThat(
            api.sidecar("POST", store, "[{\"key\": \"name\", \"value\": \"Bruce Wayne\"}]")
                .status())
        .isEqualTo(204);
    assertThat(api.sidecar("GET", store + "/name", ""))
        .isEqualTo(new Api.Answer(200, "\"Bruce Wayne\""));
    assertThat(api.sidecar("DELETE", store + "/name", "").status()).isEqualTo(204);
    assertThat(api.sidecar("GET", store + "/name", "").status()).isEqualTo(204);
  }

  @Test
  void theDatabasePasswordIsASecret() throws Exception {
    Api.Answer answer =
        api.sidecar("GET", "/v1.0/secrets/kubernetes-secrets/database-password", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("database-password").asText()).isNotBlank();
  }

  @Test
  void theSidecarSaysWhatItHas() throws Exception {
    JsonNode metadata = api.sidecar("GET", "/v1.0/metadata", "").json();

    assertThat(metadata.path("id").asText()).isEqualTo(Api.BACKEND);
    assertThat(metadata.path("components").findValuesAsText("name"))
        .containsExactlyInAnyOrder("statestore", "pubsub-kafka", "kubernetes-secrets");
    assertThat(api.sidecar("GET", "/v1.0/healthz", "").status()).isEqualTo(204);
    assertThat(api.sidecar("GET", "/v1.0/healthz/outbound", "").status()).isEqualTo(204);
  }

  @Test
  void theTerminalChatSaysOnlyTheReply() throws Exception {
    Launcher.Ended added = chat("add", "buy", "bread", "tomorrow", "at", "5pm");
    created.incrementAndGet();

    assertThat(added.code()).describedAs(added.err()).isZero();
    assertThat(added.out()).contains("buy bread");
    Launcher.Ended listed = chat("list my tasks");
    assertThat(listed.out()).contains("buy bread");
    assertThat(added.err() + listed.err()).isEmpty();
  }

  @Test
  void theReadyFileIsItsOwnersAndNamesEverything() throws Exception {
    ReadyFile ready = up.ready();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(up.readyFile())))
        .isEqualTo("rw-------");
    assertThat(ready.sidecars())
        .containsOnlyKeys(
            "todo-chatbot-backend", "todo-chatbot-frontend", "todo-chatbot-analytics");
    assertThat(up.out()).isEqualTo(ready.page() + "\n");
    for (int visits = 0; visits < 3; visits++) {
      assertThat(api.page().status()).isEqualTo(200);
    }
  }

  /** Adds a task through the API. */
  final void add(String title) throws IOException, InterruptedException {
    String body = new ObjectMapper().createObjectNode().put("title", title).toString();
    assertThat(api.app("POST", "/tasks", body).status()).isEqualTo(201);
    created.incrementAndGet();
  }

  /** Says something through the API, as the page does. */
  final void say(String words) throws IOException, InterruptedException {
    assertThat(api.app("POST", "/chat", "{\"message\": \"" + words + "\"}").status())
        .isEqualTo(200);
  }

  private void awaitCount() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(api.counted("TASK_CREATED")).isEqualTo(created.get()));
  }

  private Launcher.Ended chat(String... words) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("chat", "--ready-file=" + up.readyFile()));
    arguments.addAll(List.of(words));
    return Launcher.run(Launcher.todo(arguments));
  }

  private static Locator task(Page page, String title) {
    return page.locator("[data-task]").filter(new Locator.FilterOptions().setHasText(title));
  }

  private static Locator count(Visit visit, String type) {
    return visit.page().locator("[data-count=" + type + "]");
  }
}
