package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todochatbot.sidecar.api.Trace;
import java.util.Map;

/**
 * An event on its way.
 *
 * @param envelope the event's fields
 * @param data the envelope as received, which an HTTP application gets byte for byte
 * @param metadata what came beside it, {@code pubsubName} included
 * @param trace the span under which it is delivered
 */
record Event(
    String pubsub,
    String topic,
    String path,
    ObjectNode envelope,
    byte[] data,
    Map<String, String> metadata,
    Trace trace) {
  /** The event's id, for logs. */
  String id() {
    return envelope.path("id").asText("<nil>");
  }
}
