package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a subscription sends what the application refuses. Where the component has an inbox they
 * stay there until somebody handles them or {@link InboxApi} sends them again.
 */
final class DeadLetters {
  private final Brokers.Broker broker;
  private final String origin;
  private final String topic;
  private final Log log;

  /**
   * Dead letters of one subscription.
   *
   * @param origin the topic that was subscribed to
   * @param topic empty for none
   */
  DeadLetters(Brokers.Broker broker, String origin, String topic, Log log) {
    this.broker = broker;
    this.origin = origin;
    this.topic = topic;
    this.log = log;
  }

  /** A message as it was received, what goes with it, and why it comes here. */
  record Letter(PubSub.Message message, Map<String, String> metadata, LetterNote note) {}

  /** Whether there is a topic for them. */
  boolean configured() {
    return !topic.isEmpty();
  }

  /**
   * Sends a message there, as it was received.
   *
   * @return whether it is safe there
   */
  boolean send(Letter letter) {
    if (topic.isEmpty()) {
      return false;
    }
    PubSub.Message message = letter.message();
    Map<String, String> metadata = noted(letter);
    try {
      if (broker.hasInbox()) {
        broker.keep(origin, List.of(addressed(letter)));
      } else {
        broker.publish(topic, message.data(), message.contentType(), metadata);
      }
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
  boolean sendAll(List<Letter> letters) {
    if (topic.isEmpty()) {
      return false;
    }
    if (letters.isEmpty()) {
      return true;
    }
    try {
      List<PubSub.Failure> failures = publishAll(letters);
      return failures.isEmpty()
          || lost(letters.getFirst().message().topic(), failures.getFirst().error());
    } catch (DaprError | ComponentException e) {
      return lost(letters.getFirst().message().topic(), Brokers.words(e));
    }
  }

  private List<PubSub.Failure> publishAll(List<Letter> letters) {
    if (broker.hasInbox()) {
      broker.keep(origin, letters.stream().map(this::addressed).toList());
      return List.of();
    }
    List<PubSub.BulkEntry> entries = new ArrayList<>();
    for (Letter letter : letters) {
      Optional<String> contentType = letter.message().contentType();
      entries.add(
          new PubSub.BulkEntry(
              Integer.toString(entries.size()),
              letter.message().data(),
              contentType.orElse(""),
              noted(letter)));
    }
    return broker.publishAll(topic, entries, Map.of());
  }

  private PubSub.Message addressed(Letter letter) {
    return new PubSub.Message(
        topic, letter.message().data(), letter.message().contentType(), noted(letter));
  }

  private Map<String, String> noted(Letter letter) {
    Map<String, String> metadata = new HashMap<>(letter.metadata());
    letter.note().writeTo(metadata);
    return metadata;
  }

  private boolean lost(String from, String cause) {
    log.error(
        "error sending message to dead letter, origin topic: "
            + from
            + " dead letter topic "
            + topic
            + " err: "
            + cause);
    return false;
  }
}
