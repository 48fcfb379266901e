package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.PubSub;
import java.util.Locale;
import java.util.Map;

/** Reads the event out of a received message. */
final class EventReader {
  private static final String BINARY_PREFIX = "ce_";

  private final CloudEvents events;
  private final String pubsub;

  EventReader(CloudEvents events, String pubsub) {
    this.events = events;
    this.pubsub = pubsub;
  }

  /**
   * An event and its bytes.
   *
   * @param data what an HTTP application gets
   */
  record Read(ObjectNode envelope, byte[] data) {}

  /**
   * Reads a message.
   *
   * @param raw whether the subscription takes messages without envelope
   * @param topic the topic as the application knows it
   * @param metadata the message's metadata
   */
  Read read(PubSub.Message message, boolean raw, String topic, Map<String, String> metadata)
      throws CloudEvents.NotACloudEvent {
    if (raw) {
      ObjectNode event = events.fromRaw(message.data(), pubsub, topic);
      trace(event, metadata);
      return new Read(event, Json.write(event));
    }
    String contentType = metadata.getOrDefault("content-type", ContentTypes.JSON);
    if (ContentTypes.isBinary(contentType)) {
      return new Read(fromHeaders(message, metadata, contentType), message.data());
    }
    ObjectNode event = CloudEvents.read(message.data());
    trace(event, metadata);
    return new Read(event, message.data());
  }

  /** The binary mode of CloudEvents: fields beside the data, as {@code ce_id} and others. */
  private static ObjectNode fromHeaders(
      PubSub.Message message, Map<String, String> metadata, String contentType) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    metadata.forEach(
        (key, value) -> {
          String lower = key.toLowerCase(Locale.ROOT);
          if (lower.startsWith(BINARY_PREFIX)) {
            event.put(lower.substring(BINARY_PREFIX.length()), value);
          }
        });
    return event.put("data", message.data()).put("datacontenttype", contentType);
  }

  /** What the event does not say of its trace, the metadata may. */
  private static void trace(ObjectNode event, Map<String, String> metadata) {
    String traceid = metadata.get("traceid");
    if (traceid != null && !event.has("traceid")) {
      event.put("traceid", traceid);
    }
    String traceparent = metadata.get("traceparent");
    if (traceparent != null && !event.has("traceparent")) {
      event.put("traceparent", traceparent).put("traceid", traceparent);
    }
    String tracestate = metadata.get("tracestate");
    if (tracestate != null && !event.has("tracestate")) {
      event.put("tracestate", tracestate);
    }
  }
}
