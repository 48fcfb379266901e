package io.todochatbot.components.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of messages that the application refuses, and of failures to consume.
 *
 * @param enabled whether a refused message comes again
 * @param pause before it does
 * @param most how often; negative for ever
 * @param afterFailure how long to wait before consuming again
 */
record Redelivery(boolean enabled, Duration pause, int most, Duration afterFailure) {
  /** What the settings say; a bare number of consumeRetryInterval counts milliseconds. */
  static Redelivery of(KafkaSettings settings, Map<String, String> metadata) {
    Duration afterFailure =
        metadata.entrySet().stream()
            .filter(e -> e.getKey().toLowerCase(Locale.ROOT).equals("consumeretryinterval"))
            .map(e -> e.getValue().strip())
            .filter(text -> text.matches("\\d{1,9}"))
            .map(text -> Duration.ofMillis(Long.parseLong(text)))
            .findFirst()
            .orElse(settings.consumeRetryInterval());
    return new Redelivery(
        settings.consumeRetryEnabled(),
        settings.backOffDuration(),
        settings.backOffMaxRetries(),
        afterFailure);
  }

  /** Whether a message that was refused {@code times} times comes again. */
  boolean again(int times) {
    return enabled && (most < 0 || times <= most);
  }
}
