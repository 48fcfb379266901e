package io.todochatbot.todo.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todochatbot.todo.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of an envelope, and how one is read from the CloudEvent in which Dapr delivers it. */
public final class EventJson {
  private static final String ID = "event_id";
  private static final String TYPE = "event_type";
  private static final String TIME = "timestamp";
  private static final String USER = "user_id";
  private static final String PAYLOAD = "payload";
  private static final String CORRELATION = "correlation_id";

  private EventJson() {}

  /** The envelope as the {@code data} to publish. */
  public static String write(Envelope envelope) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(ID, envelope.eventId());
    json.put(TYPE, envelope.event().type());
    json.put(TIME, envelope.timestamp().toString());
    json.put(USER, envelope.userId());
    json.set(PAYLOAD, payload(envelope.event()));
    json.put(CORRELATION, envelope.correlationId());
    return json.toString();
  }

  /**
   * Reads the CloudEvent that a topic route was sent. Data with our envelope is read as such; other
   * data is accepted too: the CloudEvent's id is the event id and the top-level members of its data
   * are the payload.
   *
   * @throws Json.BadJson if it is no CloudEvent or its data no JSON object
   */
  public static Envelope readDelivered(String cloudEvent) {
    JsonNode outer = Json.tree(cloudEvent);
    JsonNode data = data(outer);
    if (isOurs(data)) {
      return read(data, outer);
    }
    String id = outer.path("id").asText("");
    if (id.isEmpty()) {
      throw bad("an event without an id can't be counted once; expected a CloudEvent");
    }
    return withoutEnvelope(id, data, outer);
  }

  /**
   * Reads an envelope as {@link #write} wrote it.
   *
   * @throws Json.BadJson if it is not one
   */
  public static Envelope read(String envelope) {
    JsonNode json = Json.tree(envelope);
    if (!isOurs(json)) {
      throw bad("expected event_id, event_type and payload");
    }
    return read(json, JsonNodeFactory.instance.objectNode());
  }

  private static Envelope read(JsonNode json, JsonNode outer) {
    String id = json.path(ID).asText();
    return new Envelope(
        id,
        time(json, outer),
        json.path(USER).asText(""),
        json.path(CORRELATION).asText(id),
        event(json.path(TYPE).asText(), json.path(PAYLOAD)));
  }

  private static Envelope withoutEnvelope(String id, JsonNode data, JsonNode outer) {
    String type = data.path(TYPE).asText(outer.path("type").asText(""));
    return new Envelope(
        id,
        time(data, outer),
        data.path(USER).asText(""),
        data.path(CORRELATION).asText(outer.path("traceid").asText(id)),
        event(type, data));
  }

  private static boolean isOurs(JsonNode data) {
    return data.path(ID).isTextual()
        && !data.path(ID).asText().isEmpty()
        && data.path(TYPE).isTextual()
        && data.path(PAYLOAD).isObject();
  }

  private static JsonNode data(JsonNode outer) {
    JsonNode data = outer.path("specversion").isMissingNode() ? outer : outer.path("data");
    if (outer.path("data_base64").isTextual()) {
      data = Json.tree(decoded(outer.path("data_base64").asText()));
    } else if (data.isTextual()) {
      // what was published as text/plain may still be JSON
      data = Json.tree(data.asText());
    }
    if (!data.isObject()) {
      throw bad("the event's data is no JSON object");
    }
    return data;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("data_base64 is not base64");
    }
  }

  private static Instant time(JsonNode json, JsonNode outer) {
    for (JsonNode candidate : new JsonNode[] {json.path(TIME), outer.path("time")}) {
      try {
        if (candidate.isTextual()) {
          return OffsetDateTime.parse(candidate.asText()).toInstant();
        }
      } catch (DateTimeException expected) {
        // an event published by hand: the next best time is the CloudEvent's
      }
    }
    return Instant.EPOCH;
  }

  private static JsonNode payload(TodoEvent event) {
    return event instanceof TodoEvent.Other other
        ? Json.toTree(other.members())
        : Json.toTree(event);
  }

  private static TodoEvent event(String type, JsonNode payload) {
    return switch (type) {
      case "TASK_CREATED" -> task(payload, TodoEvent.TaskCreated.class, type);
      case "TASK_UPDATED" -> task(payload, TodoEvent.TaskUpdated.class, type);
      case "TASK_COMPLETED" -> task(payload, TodoEvent.TaskCompleted.class, type);
      case "TASK_DELETED" -> task(payload, TodoEvent.TaskDeleted.class, type);
      case "MESSAGE_SENT" -> conversation(payload, TodoEvent.MessageSent.class, type);
      case "CONVERSATION_CREATED" ->
          conversation(payload, TodoEvent.ConversationCreated.class, type);
      case "USER_CREATED" -> Json.bind(payload, TodoEvent.UserCreated.class);
      case "USER_LOGIN" -> Json.bind(payload, TodoEvent.UserLogin.class);
      default -> other(type, payload);
    };
  }

  private static TodoEvent task(JsonNode payload, Class<? extends TodoEvent> as, String type) {
    return payload.hasNonNull("task_id") ? Json.bind(payload, as) : other(type, payload);
  }

  private static TodoEvent conversation(
      JsonNode payload, Class<? extends TodoEvent> as, String type) {
    return payload.hasNonNull("conversation_id") ? Json.bind(payload, as) : other(type, payload);
  }

  private static TodoEvent other(String type, JsonNode payload) {
    Map<String, Object> members = new LinkedHashMap<>();
    payload
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().isNull()) {
                members.put(member.getKey(), Json.bind(member.getValue(), Object.class));
              }
            });
    return new TodoEvent.Other(type, members);
  }

  private static Json.BadJson bad(String message) {
    return new Json.BadJson(message, null);
  }
}
