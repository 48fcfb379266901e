package io.todochatbot.sidecar.metadata;

import java.util.List;
import java.util.Map;

/**
 * A subscription as the metadata API tells it.
 *
 * @param type {@code DECLARATIVE}, {@code PROGRAMMATIC} or {@code STREAMING}
 */
public record Subscribed(
    String pubsubName,
    String topic,
    Map<String, String> metadata,
    List<Rule> rules,
    String deadLetterTopic,
    String type) {
  /** Copies the collections. */
  public Subscribed {
    metadata = Map.copyOf(metadata);
    rules = List.copyOf(rules);
  }

  /** Where events go that match; an empty match is the default route. */
  public record Rule(String match, String path) {}
}
