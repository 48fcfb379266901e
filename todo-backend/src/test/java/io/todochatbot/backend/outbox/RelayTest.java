package io.todochatbot.backend.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.backend.RunningBackend;
import io.todochatbot.todo.dapr.FakeDapr;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
  @Test
  void eventsKeepTheirOrderAndId(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      List<String> ids = IntStream.range(0, 250).mapToObj(i -> backend.add("task " + i)).toList();

      backend.eventTypes(250);

      assertThat(backend.dapr().published()).hasSize(250);
      for (int i = 0; i < ids.size(); i++) {
        FakeDapr.Published event = backend.dapr().published().get(i);
        assertThat(event.json()).contains("\"task_id\":\"" + ids.get(i) + "\"");
        assertThat(event.metadata())
            .containsEntry("cloudevent.id", backend.events().get(i).eventId())
            .containsEntry("partitionKey", "local");
      }
    }
  }

  @Test
  void eventsWaitForASidecarThatIsDown(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      backend.dapr().down("connection refused");
      backend.add("buy milk");
      backend.add("buy bread");
      assertThat(waiting(backend)).isEqualTo(2);

      backend.dapr().up();

      assertThat(backend.eventTypes(2)).containsExactly("TASK_CREATED", "TASK_CREATED");
      Awaitility.await().until(() -> waiting(backend) == 0);
    }
  }

  @Test
  void eventsOfAnEarlierRunAreRelayedAfterAStart(@TempDir Path data) {
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      backend.dapr().down("connection refused");
      backend.add("buy milk");
    }
    try (RunningBackend backend = new RunningBackend(data, Map.of())) {
      assertThat(backend.eventTypes(1)).containsExactly("TASK_CREATED");
    }
  }

  private static long waiting(RunningBackend backend) {
    return backend.send("GET", "/api/about", "").json().path("events_waiting").asLong();
  }
}
