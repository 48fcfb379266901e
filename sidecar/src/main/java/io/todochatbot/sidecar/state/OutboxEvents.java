package io.todochatbot.sidecar.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes the CloudEvents of an outbox, their fields in alphabetical order as daprd writes them. */
final class OutboxEvents {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String appId;
  private final InstantSource clock;

  OutboxEvents(String appId, InstantSource clock) {
    this.appId = appId;
    this.clock = clock;
  }

  /**
   * The event of one write.
   *
   * @param payload the write whose value is the event's data
   * @param overrides the metadata of the write that is stored: each entry but {@code data} and
   *     {@code id} becomes a field of the event, in place of one of that name
   */
  byte[] event(
      Call call,
      String id,
      OutboxSettings settings,
      StateItem payload,
      Map<String, String> overrides) {
    Map<String, JsonNode> fields = new TreeMap<>();
    String contentType = payload.metadata().getOrDefault("contentType", "");
    putData(fields, call.wire(), contentType, payload.value());
    text(fields, "datacontenttype", contentType.isEmpty() ? "text/plain" : contentType);
    text(fields, "source", appId);
    text(fields, "specversion", "1.0");
    text(fields, "time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    text(fields, "type", "com.dapr.event.sent");
    Trace trace = call.trace();
    boolean traced = trace.exists() && (trace.remote() || trace.sampled());
    text(fields, "traceid", traced ? trace.traceId() : "");
    text(fields, "traceparent", traced ? trace.traceparent() : "");
    text(fields, "tracestate", trace.tracestate().orElse(""));
    overrides.forEach(
        (name, value) -> {
          if (!name.equals("data") && !name.equals("id")) {
            text(fields, name, value);
          }
        });
    text(fields, "id", id);
    text(fields, "pubsubname", settings.pubsub());
    text(fields, "topic", settings.topic());
    ObjectNode event = NODES.objectNode();
    event.setAll(fields);
    return Json.write(event);
  }

  /** The media type of the data of an event that {@link #event} made. */
  static String contentType(byte[] event) {
    return Json.parse(event, "").path("datacontenttype").asText("");
  }

  private static void putData(
      Map<String, JsonNode> fields, Wire wire, String contentType, byte[] value) {
    String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    if (type.equals("application/octet-stream")) {
      text(fields, "data_base64", Base64.getEncoder().encodeToString(PlainText.of(wire, value)));
    } else if (type.equals("application/json") || type.endsWith("+json")) {
      fields.put("data", json(value));
    } else {
      text(fields, "data", new String(PlainText.of(wire, value), StandardCharsets.UTF_8));
    }
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.parse(value, "");
    } catch (DaprError notJson) {
      // as daprd: what claims to be JSON and isn't travels as text
      return TextNode.valueOf(new String(value, StandardCharsets.UTF_8));
    }
  }

  private static void text(Map<String, JsonNode> fields, String name, String value) {
    fields.put(name, TextNode.valueOf(value));
  }
}
