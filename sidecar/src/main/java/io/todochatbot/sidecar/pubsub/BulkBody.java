package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.pubsub.PublishApi.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the JSON array of a bulk publish over HTTP. */
final class BulkBody {
  private static final String TYPE = "bulkPublishMessageEntry";
  private static final String MISMATCH = "error: mismatch between contentType and event";

  private final String pubsub;
  private final String topic;
  private final String appId;

  BulkBody(String pubsub, String topic, String appId) {
    this.pubsub = pubsub;
    this.topic = topic;
    this.appId = appId;
  }

  List<Entry> read(byte[] body) {
    JsonNode root = parse(body);
    if (root.isNull()) {
      return List.of();
    }
    if (!root.isArray()) {
      throw unreadable(cannot(root, "value of type []http." + TYPE));
    }
    List<Entry> entries = new ArrayList<>(root.size());
    for (JsonNode node : root) {
      entries.add(entry(node));
    }
    return entries;
  }

  private Entry entry(JsonNode node) {
    if (!node.isObject() && !node.isNull()) {
      throw unreadable(cannot(node, "value of type http." + TYPE));
    }
    String contentType = text(node, "contentType");
    return new Entry(
        text(node, "entryId"), data(field(node, "event"), contentType), contentType, own(node));
  }

  private byte[] data(Optional<JsonNode> event, String contentType) {
    Optional<String> text = event.filter(JsonNode::isTextual).map(JsonNode::textValue);
    if (ContentTypes.isBinary(contentType)) {
      return decoded(text.orElseThrow(() -> refused(MISMATCH)));
    }
    if (ContentTypes.isText(contentType)) {
      return text.orElseThrow(() -> refused(MISMATCH)).getBytes(StandardCharsets.UTF_8);
    }
    if (ContentTypes.isJson(contentType) || ContentTypes.isCloudEvent(contentType)) {
      return event
          .map(Json::write)
          .orElseGet(() -> "null".getBytes(StandardCharsets.UTF_8));
    }
    throw refused(MISMATCH);
  }

  private byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused(
          "error: unable to decode base64 application/octect-stream data: " + Brokers.words(e));
    }
  }

  private Optional<Map<String, String>> own(JsonNode node) {
    Optional<JsonNode> metadata = field(node, "metadata").filter(found -> !found.isNull());
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    if (!metadata.get().isObject()) {
      throw unreadable(
          cannot(metadata.get(), "struct field " + TYPE + ".metadata of type map[string]string"));
    }
    Map<String, String> own = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : metadata.get().properties()) {
      own.put(entry.getKey(), string(entry.getValue(), "metadata"));
    }
    return Optional.of(own);
  }

  private String text(JsonNode node, String name) {
    return field(node, name).map(found -> string(found, name)).orElse("");
  }

  private String string(JsonNode value, String field) {
    if (value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw unreadable(cannot(value, "struct field " + TYPE + "." + field + " of type string"));
    }
    return value.textValue();
  }

  /** A field by its name, whatever its case, as Go finds it. */
  private static Optional<JsonNode> field(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return node.properties().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private JsonNode parse(byte[] body) {
    try {
      return Json.parse(body, "");
    } catch (DaprError e) {
      throw unreadable(GoJson.complaint(body).orElse(e.getMessage()));
    }
  }

  private static String cannot(JsonNode node, String target) {
    return "json: cannot unmarshal " + GoJson.kind(node) + " into Go " + target;
  }

  private DaprError unreadable(String cause) {
    return PubSubErrors.unreadable(pubsub, topic, appId, cause);
  }

  private DaprError refused(String cause) {
    return PubSubErrors.envelope(pubsub, topic, appId, cause);
  }
}
