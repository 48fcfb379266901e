package io.todochatbot.resources;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A declarative {@code Subscription}; v1alpha1 is read as v2alpha1 with a default route. */
public record Subscription(
    Meta metadata, @Field(required = true) Spec spec, List<String> scopes, Location location)
    implements Resource {
  /** Copies the list. */
  public Subscription {
    scopes = List.copyOf(scopes);
  }

  /**
   * The {@code spec} section.
   *
   * @param metadata sent to the broker with the subscription
   * @param deadLetterTopic where undeliverable events go; empty for nowhere
   */
  public record Spec(
      @Field(required = true) String pubsubname,
      @Field(required = true) String topic,
      Map<String, String> metadata,
      Routes routes,
      String deadLetterTopic,
      BulkSubscribe bulkSubscribe) {
    /** Copies the map. */
    public Spec {
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * Which path of the app an event goes to.
   *
   * @param rules tried in order
   * @param byDefault the path if no rule matches; empty to drop such events
   */
  public record Routes(List<Rule> rules, @Field(name = "default") String byDefault) {
    /** Copies the list. */
    public Routes {
      rules = List.copyOf(rules);
    }
  }

  /**
   * One route.
   *
   * @param match a CEL expression over the event; empty matches everything
   */
  public record Rule(String match, @Field(required = true) String path, Location location) {}

  /**
   * Several events per delivery.
   *
   * @param maxMessagesCount absent or 0 for the default
   * @param maxAwaitDurationMs absent or 0 for the default
   */
  public record BulkSubscribe(
      boolean enabled, Optional<Integer> maxMessagesCount, Optional<Integer> maxAwaitDurationMs) {}

  /** The form of v1alpha1. */
  record V1(
      Meta metadata, @Field(required = true) SpecV1 spec, List<String> scopes, Location location) {
    Subscription latest() {
      Spec latest =
          new Spec(
              spec.pubsubname(),
              spec.topic(),
              spec.metadata(),
              new Routes(List.of(), spec.route()),
              spec.deadLetterTopic(),
              spec.bulkSubscribe());
      return new Subscription(metadata, latest, scopes, location);
    }
  }

  /** The {@code spec} section of v1alpha1. */
  record SpecV1(
      @Field(required = true) String pubsubname,
      @Field(required = true) String topic,
      Map<String, String> metadata,
      @Field(required = true) String route,
      String deadLetterTopic,
      BulkSubscribe bulkSubscribe) {}
}
