package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.spi.PubSub;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings events to the application and says what it answered. */
interface Courier {
  /** Brings one event. */
  Verdict deliver(Event event);

  /** Brings several in one call; the answer has a verdict for each entry's id. */
  Map<String, Verdict> deliverAll(Batch batch);

  /**
   * An event on its way.
   *
   * @param envelope the event's fields
   * @param data the envelope as received, which an HTTP application gets byte for byte
   * @param metadata what came beside it, {@code pubsubName} included
   */
  record Event(
      String pubsub,
      String topic,
      String path,
      ObjectNode envelope,
      byte[] data,
      Map<String, String> metadata) {
    /** The event's id, for logs. */
    String id() {
      return envelope.path("id").asText("<nil>");
    }

    /** The span under which it is delivered. */
    Trace trace() {
      return Tracks.of(envelope);
    }
  }

  /** Several events of one topic for one path. */
  record Batch(String pubsub, String topic, String path, List<Item> items) {
    /** Copies the list. */
    public Batch {
      items = List.copyOf(items);
    }

    /** The span under which they are delivered: the last event's. */
    Trace trace() {
      return items.isEmpty()
          ? Trace.NONE
          : items.getLast().envelope().map(Tracks::of).orElse(Trace.NONE);
    }
  }

  /**
   * One event of a batch.
   *
   * @param id made for this delivery
   * @param envelope its fields; empty for a message without envelope
   */
  record Item(
      String id, Optional<ObjectNode> envelope, PubSub.Message message, String contentType) {}
}
