package io.todochatbot.sidecar.pubsub;

import io.todochatbot.spi.PubSub;
import java.util.HashMap;
import java.util.Map;

/**
 * Why a message became a dead letter. It travels in the message's metadata, so that it lasts as
 * long as the message; applications that subscribe to a dead letter topic don't see it.
 *
 * @param topic the topic the message came from, as the application knows it
 * @param attempts how often its last delivery was attempted; 0 if the application never saw it
 */
record LetterNote(String topic, String reason, int attempts) {
  private static final String TOPIC = "deadLetterOrigin";
  private static final String REASON = "deadLetterReason";
  private static final String ATTEMPTS = "deadLetterAttempts";
  private static final int LONGEST_REASON = 1_000;

  void writeTo(Map<String, String> metadata) {
    metadata.put(TOPIC, topic);
    metadata.put(
        REASON, reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    metadata.put(ATTEMPTS, Integer.toString(attempts));
  }

  /** Reads what {@link #writeTo} wrote; what is not there is empty or 0. */
  static LetterNote of(Map<String, String> metadata) {
    return new LetterNote(
        metadata.getOrDefault(TOPIC, ""),
        metadata.getOrDefault(REASON, ""),
        number(metadata.getOrDefault(ATTEMPTS, "0")));
  }

  /** The message without its note. */
  static PubSub.Message without(PubSub.Message message) {
    if (!message.metadata().containsKey(REASON)) {
      return message;
    }
    return new PubSub.Message(
        message.topic(),
        message.data(),
        message.contentType(),
        metadataWithout(message.metadata()));
  }

  /** The metadata without the note. */
  static Map<String, String> metadataWithout(Map<String, String> metadata) {
    Map<String, String> left = new HashMap<>(metadata);
    left.remove(TOPIC);
    left.remove(REASON);
    left.remove(ATTEMPTS);
    return left;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException ignored) {
      // written by somebody else
      return 0;
    }
  }
}
