package io.todochatbot.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle of many writes, the backend loses nothing that it acknowledged. */
class KillTest {
  private static final int WRITERS = 4;
  private static final int BEFORE_KILL = 60;

  @Test
  void whatWasAcknowledgedIsThereAndAnnouncedOnce(@TempDir Path data) throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    Process process = start(data);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      URI tasks = URI.create("http://127.0.0.1:" + out.readLine() + "/api/tasks");
      for (int i = 0; i < WRITERS; i++) {
        writers.execute(() -> addUntilItDies(client, tasks, acknowledged));
      }
      Awaitility.await().until(() -> acknowledged.size() >= BEFORE_KILL);
      process.destroyForcibly().waitFor();
    } finally {
      process.destroyForcibly();
    }

    try (RunningBackend again = new RunningBackend(data, Map.of())) {
      List<String> stored =
          again.send("GET", "/api/tasks", "").json().path("tasks").findValuesAsText("id");
      assertThat(stored).containsAll(acknowledged).doesNotHaveDuplicates();

      again.eventTypes(stored.size());

      Map<String, Long> announced =
          again.events().stream()
              .map(event -> ((TodoEvent.TaskCreated) event.event()).taskId())
              .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
      assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(stored);
      assertThat(announced.values()).containsOnly(1L);
    }
  }

  private static void addUntilItDies(HttpClient client, URI tasks, Set<String> acknowledged) {
    HttpRequest add =
        HttpRequest.newBuilder(tasks)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"survive\"}"))
            .build();
    try {
      while (true) {
        HttpResponse<String> got = client.send(add, HttpResponse.BodyHandlers.ofString());
        if (got.statusCode() == 201) {
          acknowledged.add(Json.tree(got.body()).path("id").asText());
        }
      }
    } catch (IOException expected) {
      // it was killed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(Path data) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KilledBackend.class.getName(),
            "down");
    builder.environment().putAll(Map.of("APP_PORT", "0", "TODO_DATA_DIR", data.toString()));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
