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
          : items.getLast().envelope().map(event -> Tracks.of(event, false)).orElse(Trace.NONE);
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
