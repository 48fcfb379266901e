package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.pubsub.PublishApi.Entry;
import io.todochatbot.sidecar.stream.BodyTooLarge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /**
   * Reads the entries.
   *
   * @throws DaprError if the body is not what it should be
   */
  List<Entry> read(Supplier<byte[]> source) {
    byte[] body;
    try {
      body = source.get();
    } catch (BodyTooLarge e) {
      throw unreadable(e.getMessage());
    }
    try {
      JsonNode root = Json.parse(body, "");
      if (root.isNull()) {
        return List.of();
      }
      if (!root.isArray()) {
        throw GoFields.wrong(root, "value of type []http." + TYPE);
      }
      List<GoFields> all = new ArrayList<>(root.size());
      for (JsonNode node : root) {
        all.add(new GoFields(node, TYPE, "http." + TYPE));
      }
      return all.stream().map(this::entry).toList();
    } catch (IllegalArgumentException e) {
      throw unreadable(Brokers.words(e));
    } catch (DaprError e) {
      throw e.code() == ErrorCode.MALFORMED_REQUEST
          ? unreadable(GoJson.complaint(body).orElse(e.getMessage()))
          : e;
    }
  }

  private Entry entry(GoFields fields) {
    String contentType = fields.text("contentType");
    return new Entry(
        fields.text("entryId"),
        data(fields.find("event"), contentType),
        contentType,
        fields.texts("metadata"));
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
      return event.map(Json::write).orElseGet(() -> "null".getBytes(StandardCharsets.UTF_8));
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

  private DaprError unreadable(String cause) {
    return PubSubErrors.unreadable(pubsub, topic, appId, cause);
  }

  private DaprError refused(String cause) {
    return PubSubErrors.envelope(pubsub, topic, appId, cause);
  }
}
