package io.todochatbot.todo.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.todo.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-05T10:15:30.123Z"), ZoneOffset.UTC);

  static List<TodoEvent> oneOfEach() {
    return List.of(
        new TodoEvent.TaskCreated("1", "buy milk", "2026-03-06T17:00"),
        new TodoEvent.TaskUpdated("1", "buy oat milk", null),
        new TodoEvent.TaskCompleted("1", "buy milk"),
        new TodoEvent.TaskDeleted("1", "buy milk"),
        new TodoEvent.MessageSent("c1", "ADD"),
        new TodoEvent.ConversationCreated("c1"),
        new TodoEvent.UserCreated("Ada"),
        new TodoEvent.UserLogin("token"),
        new TodoEvent.Other("SOMETHING", Map.of("a", 1)));
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void readsWhatItWrote(TodoEvent event) {
    Envelope envelope = Envelope.of(event, "local", "corr", CLOCK);

    assertThat(EventJson.read(EventJson.write(envelope))).isEqualTo(envelope);
  }

  @Test
  void theEnvelopeHasTheAgreedMembers() {
    Envelope envelope =
        Envelope.of(new TodoEvent.TaskCreated("7", "buy milk", null), "local", "corr", CLOCK);

    assertThat(EventJson.write(envelope))
        .isEqualTo(
            "{\"event_id\":\""
                + envelope.eventId()
                + "\",\"event_type\":\"TASK_CREATED\",\"timestamp\":\"2026-03-05T10:15:30.123Z\","
                + "\"user_id\":\"local\",\"payload\":{\"task_id\":\"7\",\"title\":\"buy milk\"},"
                + "\"correlation_id\":\"corr\"}");
    assertThat(envelope.eventId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
  }

  @Test
  void readsOurEnvelopeOutOfACloudEvent() {
    Envelope envelope = Envelope.of(new TodoEvent.ConversationCreated("c"), "u", "corr", CLOCK);

    Envelope read =
        EventJson.readDelivered(
            "{\"specversion\":\"1.0\",\"id\":\"other\",\"type\":\"com.dapr.event.sent\",\"data\":"
                + EventJson.write(envelope)
                + "}");

    assertThat(read).isEqualTo(envelope);
  }

  @Test
  void theReadmesLiteralTakesItsIdFromTheCloudEvent() {
    Envelope read =
        EventJson.readDelivered(
            """
            {"specversion":"1.0","id":"ce-1","type":"com.dapr.event.sent",
             "time":"2026-03-05T11:00:00+01:00","traceid":"00-a-b-01",
             "data":{"event_type": "TASK_CREATED", "task_id": "123"}}
            """);

    assertThat(read)
        .isEqualTo(
            new Envelope(
                "ce-1",
                Instant.parse("2026-03-05T10:00:00Z"),
                "",
                "00-a-b-01",
                new TodoEvent.TaskCreated("123", null, null)));
  }

  @Test
  void dataMayComeAsTextOrBase64() {
    String text =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"data\":\"{\\\"event_type\\\":\\\"X\\\"}\"}";
    String base64 =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"data_base64\":\"eyJldmVudF90eXBlIjoiWCJ9\"}";

    assertThat(EventJson.readDelivered(text)).isEqualTo(EventJson.readDelivered(base64));
    assertThat(EventJson.readDelivered(text).event().type()).isEqualTo("X");
  }

  @Test
  void aTaskEventWithoutATaskIsKeptAsSomethingElse() {
    Envelope read =
        EventJson.readDelivered(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"data\":{\"event_type\":\"TASK_CREATED\"}}");

    assertThat(read.event())
        .isEqualTo(new TodoEvent.Other("TASK_CREATED", Map.of("event_type", "TASK_CREATED")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"data\":[1]}",
        "{\"specversion\":\"1.0\",\"id\":\"1\"}",
        "{\"specversion\":\"1.0\",\"data\":{\"event_type\":\"TASK_CREATED\",\"task_id\":\"1\"}}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"data_base64\":\"***\"}"
      })
  void refusesWhatIsNoEvent(String body) {
    assertThatThrownBy(() -> EventJson.readDelivered(body)).isInstanceOf(Json.BadJson.class);
  }
}
