package io.todochatbot.conformance.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After {@code kill -9} nothing acknowledged is missing and nothing is counted twice. */
final class KilledTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Long enough for a message that is delivered once more to be counted once more. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  @TempDir private Path folder;

  private final Writers writers = new Writers();

  @Test
  void everythingInOneJvmMayDieAtAnyMoment() throws Exception {
    List<Integer> moments = List.of(1, 7, 40, 90);
    for (int answers : moments) {
      try (Up up = Up.start(folder, List.of());
          Api api = up.api()) {
        writers.writeUntil(api, answers, up::kill);
      }
    }
    try (Up up = Up.begin(folder, List.of())) {
      Awaitility.await().atMost(PATIENCE).until(() -> up.err().contains("starting"));
      up.kill();
    }

    assertNothingLostAndNothingCountedTwice(moments.size());
  }

  @Test
  void anyProcessMayDieWhileTheOthersLive() throws Exception {
    try (Up up = Up.start(folder, List.of("--separate"));
        Api api = up.api()) {
      writers.writeUntil(api, 10, up.part("io.todochatbot.backend.Backend")::destroyForcibly);
      assertThat(up.interrupt()).isZero();
    }
    try (Up up = Up.start(folder, List.of("--separate"));
        Api api = up.api()) {
      writers.writeUntil(api, 10, up.part("--app-id=todo-chatbot-backend")::destroyForcibly);
      assertThat(up.interrupt()).isZero();
    }
    try (Up up = Up.start(folder, List.of("--separate"));
        Api api = up.api()) {
      List<ProcessHandle> children = up.process().descendants().toList();
      writers.writeUntil(api, 10, up::kill);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    assertNothingLostAndNothingCountedTwice(3);
  }

  private void assertNothingLostAndNothingCountedTwice(int deaths) throws Exception {
    try (Up up = Up.start(folder, List.of());
        Api api = up.api()) {
      JsonNode tasks = api.app("GET", "/tasks", "").json().path("tasks");
      List<String> titles = tasks.findValuesAsText("title");
      assertThat(tasks.findValuesAsText("id")).containsAll(writers.acknowledged());
      assertThat(titles).doesNotHaveDuplicates();
      // Whoever waited for an answer when it died does not know whether the task is there.
      assertThat(titles.size() - writers.acknowledged().size())
          .isBetween(0, deaths * Writers.AT_ONCE);

      Awaitility.await()
          .atMost(PATIENCE)
          .during(QUIET)
          .untilAsserted(() -> assertThat(api.counted("TASK_CREATED")).isEqualTo(titles.size()));
    }
  }
}
