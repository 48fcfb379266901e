package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a subscription sends what the application refuses. */
final class DeadLetters {
  private final Brokers.Broker broker;
  private final String topic;
  private final Log log;

  /**
   * Dead letters of one subscription.
   *
   * @param topic empty for none
   */
  DeadLetters(Brokers.Broker broker, String topic, Log log) {
    this.broker = broker;
    this.topic = topic;
    this.log = log;
  }

  /** Whether there is a topic for them. */
  boolean configured() {
    return !topic.isEmpty();
  }

  /**
   * Sends a message there, as it was received.
   *
   * @return whether it is safe there
   */
  boolean send(PubSub.Message message, Map<String, String> metadata) {
    if (topic.isEmpty()) {
      return false;
    }
    try {
      broker.publish(topic, message.data(), message.contentType(), metadata);
      return true;
    } catch (DaprError | ComponentException e) {
      return lost(message.topic(), Brokers.words(e));
    }
  }

  /**
   * Sends several there.
   *
   * @return whether all of them are safe there
   */
  boolean sendAll(List<Courier.Item> items, Map<String, String> metadata) {
    if (topic.isEmpty()) {
      return false;
    }
    if (items.isEmpty()) {
      return true;
    }
    String origin = items.getFirst().message().topic();
    try {
      List<PubSub.Failure> failures =
          broker.publishAll(topic, items.stream().map(DeadLetters::entry).toList(), metadata);
      return failures.isEmpty() || lost(origin, failures.getFirst().error());
    } catch (DaprError | ComponentException e) {
      return lost(origin, Brokers.words(e));
    }
  }

  private boolean lost(String origin, String cause) {
    log.error(
        "error sending message to dead letter, origin topic: "
            + origin
            + " dead letter topic "
            + topic
            + " err: "
            + cause);
    return false;
  }

  private static PubSub.BulkEntry entry(Courier.Item item) {
    Optional<String> contentType = item.message().contentType();
    return new PubSub.BulkEntry(
        item.id(), item.message().data(), contentType.orElse(""), item.message().metadata());
  }
}
