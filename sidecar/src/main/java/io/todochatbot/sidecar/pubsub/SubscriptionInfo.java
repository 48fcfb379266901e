package io.todochatbot.sidecar.pubsub;

import java.util.List;
import java.util.Map;

/**
 * What the application receives and how, as the metadata API shows it.
 *
 * @param rules which path an event goes to; the first that matches wins, and an event that none
 *     matches is passed over
 * @param deadLetterTopic where events go that the application refuses; empty for nowhere
 * @param metadata sent to the component with the subscription
 */
public record SubscriptionInfo(
    String pubsub,
    String topic,
    List<Rule> rules,
    String deadLetterTopic,
    Map<String, String> metadata,
    Bulk bulk,
    Type type) {
  /** Copies the collections. */
  public SubscriptionInfo {
    rules = List.copyOf(rules);
    metadata = Map.copyOf(metadata);
  }

  /** Who asked for the events; the names are the metadata API's. */
  public enum Type {
    /** A Subscription resource. */
    DECLARATIVE,
    /** The application, when the sidecar asked it. */
    PROGRAMMATIC,
    /** An application that holds a gRPC stream open. */
    STREAMING
  }

  /**
   * One rule.
   *
   * @param match a CEL expression over {@code event}; empty to match every event
   * @param path where the event goes: an HTTP path, or what a gRPC application finds in it
   */
  public record Rule(String match, String path) {}

  /**
   * Several events in one delivery.
   *
   * @param maxMessages how many at most; 0 or less for the default, 100
   * @param maxAwaitMillis how long the first of them waits; 0 or less for the default, 1000
   */
  public record Bulk(boolean enabled, int maxMessages, int maxAwaitMillis) {
    /** One event in each delivery. */
    public static final Bulk OFF = new Bulk(false, 0, 0);
  }
}
