package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes CloudEvents 1.0 as Dapr wraps them. Fields stand in alphabetical order, as daprd writes
 * them.
 */
final class CloudEvents {
  static final String TYPE = "com.dapr.event.sent";
  static final String BULK_TYPE = "com.dapr.event.sent.bulk";

  private static final String SOURCE = "Dapr";
  private static final String SPEC_VERSION = "1.0";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final InstantSource clock;

  /** Events with the time of {@code clock}. */
  CloudEvents(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Where an event comes from.
   *
   * @param source the publishing application's id
   * @param traceparent the publishing span; empty for an untraced one
   */
  record Origin(
      String source, String pubsub, String topic, String traceparent, String tracestate) {}

  /** Data that claims to be a CloudEvent is no JSON object; the message says why. */
  static final class NotACloudEvent extends Exception {
    private static final long serialVersionUID = 1L;

    NotACloudEvent(String message) {
      super(message, null, false, false);
    }

    /** The message, never null. */
    @Override
    public String getMessage() {
      String message = super.getMessage();
      return message == null ? "" : message;
    }
  }

  /**
   * Wraps data, or completes it if it is a CloudEvent already.
   *
   * @param contentType the data's media type; empty for plain text
   * @param metadata may override fields: {@code cloudevent.id} and others
   */
  ObjectNode create(Origin origin, String contentType, byte[] data, Map<String, String> metadata)
      throws NotACloudEvent {
    return ContentTypes.isCloudEvent(contentType)
        ? complete(origin, data)
        : wrap(origin, contentType, data, metadata);
  }

  /** Stands for a message published without envelope. */
  ObjectNode fromRaw(byte[] data, String pubsub, String topic) {
    return NODES
        .objectNode()
        .put("data_base64", Base64.getEncoder().encodeToString(data))
        .put("datacontenttype", ContentTypes.BINARY)
        .put("id", UUID.randomUUID().toString())
        .put("pubsubname", pubsub)
        .put("source", SOURCE)
        .put("specversion", SPEC_VERSION)
        .put("topic", topic)
        .put("type", TYPE);
  }

  /** Sets when {@code event} expires, if {@code metadata} limits its life. */
  void limitLife(ObjectNode event, Map<String, String> metadata) {
    TimeToLive.of(metadata)
        .ifPresent(ttl -> event.put("expiration", seconds(clock.instant().plus(ttl))));
  }

  /** Whether {@code event} is past its expiration; one that can't be read is none. */
  boolean expired(ObjectNode event) {
    String expiration = event.path("expiration").asText("");
    if (expiration.isEmpty()) {
      return false;
    }
    try {
      return OffsetDateTime.parse(expiration).toInstant().isBefore(clock.instant());
    } catch (DateTimeParseException ignored) {
      // an application may write anything here; daprd delivers such events too
      return false;
    }
  }

  /** Puts the fields into alphabetical order. */
  static ObjectNode sorted(ObjectNode event) {
    Map<String, JsonNode> fields = new TreeMap<>();
    event.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return NODES.objectNode().setAll(fields);
  }

  private ObjectNode wrap(
      Origin origin, String contentType, byte[] data, Map<String, String> metadata) {
    Overrides overrides = Overrides.of(metadata, origin);
    String type = contentType.isEmpty() ? "text/plain" : contentType;
    ObjectNode event = NODES.objectNode();
    if (ContentTypes.isBinary(type) || ContentTypes.isProtobuf(type)) {
      event.put("data_base64", Base64.getEncoder().encodeToString(data));
    } else {
      event.set("data", ContentTypes.isJson(type) ? json(data) : text(data));
    }
    event
        .put("datacontenttype", type)
        .put("id", overrides.id)
        .put("pubsubname", origin.pubsub())
        .put("source", overrides.source)
        .put("specversion", SPEC_VERSION);
    if (!overrides.subject.isEmpty()) {
      event.put("subject", overrides.subject);
    }
    return event
        .put("time", now())
        .put("topic", origin.topic())
        .put("traceid", overrides.traceparent)
        .put("traceparent", overrides.traceparent)
        .put("tracestate", overrides.tracestate)
        .put("type", overrides.type);
  }

  private ObjectNode complete(Origin origin, byte[] data) throws NotACloudEvent {
    ObjectNode event = read(data);
    if (!event.has("time")) {
      event.put("time", now());
    }
    if (!event.has("traceid")) {
      event.put("traceid", origin.traceparent()).put("traceparent", origin.traceparent());
    }
    if (!event.has("tracestate")) {
      event.put("tracestate", origin.tracestate());
    }
    event.put("topic", origin.topic()).put("pubsubname", origin.pubsub());
    setIfMissing(event, "source", SOURCE);
    setIfMissing(event, "type", TYPE);
    setIfMissing(event, "specversion", SPEC_VERSION);
    return sorted(event);
  }

  /** Reads a JSON object. */
  static ObjectNode read(byte[] data) throws NotACloudEvent {
    try {
      JsonNode node = Json.parse(data, "");
      if (node instanceof ObjectNode object) {
        return object;
      }
      if (node.isNull()) {
        return NODES.objectNode();
      }
      throw new NotACloudEvent(
          "json: cannot unmarshal "
              + GoJson.kind(node)
              + " into Go value of type map[string]interface {}");
    } catch (DaprError e) {
      throw new NotACloudEvent(GoJson.complaint(data).orElse(e.getMessage()));
    }
  }

  private static void setIfMissing(ObjectNode event, String field, String value) {
    if (!event.hasNonNull(field)) {
      event.put(field, value);
    }
  }

  private static JsonNode json(byte[] data) {
    try {
      return Json.parse(data, "");
    } catch (DaprError ignored) {
      // what is no JSON although it says so travels as text
      return text(data);
    }
  }

  private static TextNode text(byte[] data) {
    return NODES.textNode(new String(data, StandardCharsets.UTF_8));
  }

  private String now() {
    return seconds(clock.instant());
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The fields that metadata may override, whatever the case of its keys. */
  private static final class Overrides {
    private String id = "";
    private String source;
    private String type = "";
    private String subject = "";
    private String traceparent;
    private String tracestate;

    private Overrides(Origin origin) {
      source = origin.source();
      traceparent = origin.traceparent();
      tracestate = origin.tracestate();
    }

    static Overrides of(Map<String, String> metadata, Origin origin) {
      Overrides found = new Overrides(origin);
      String parent = "";
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        String value = entry.getValue();
        switch (entry.getKey().toLowerCase(Locale.ROOT)) {
          case "cloudevent.id" -> found.id = value;
          case "cloudevent.source" -> found.source = value;
          case "cloudevent.type" -> found.type = value;
          case "cloudevent.subject" -> found.subject = value;
          case "cloudevent.traceid" -> found.traceparent = value;
          case "cloudevent.tracestate" -> found.tracestate = value;
          case "cloudevent.traceparent" -> parent = value;
          default -> {}
        }
      }
      found.id = found.id.isEmpty() ? UUID.randomUUID().toString() : found.id;
      found.source = found.source.isEmpty() ? SOURCE : found.source;
      found.type = found.type.isEmpty() ? TYPE : found.type;
      found.traceparent = parent.isEmpty() ? found.traceparent : parent;
      return found;
    }
  }
}
