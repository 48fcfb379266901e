package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
import java.util.Optional;

/**
 * Where the events of a store's transactions go
 * (https://docs.dapr.io/developing-applications/building-blocks/state-management/howto-outbox/).
 *
 * <p>{@code outboxPubsub} and {@code outboxDiscardWhenMissingState} rule daprd's detour over an
 * internal topic; this sidecar keeps the event in the transaction itself, so both have no effect.
 */
record OutboxSettings(String pubsub, String topic) {
  /** The outbox of {@code store}; empty unless both its pub/sub and its topic are set. */
  static Optional<OutboxSettings> of(Loaded store) {
    String pubsub = store.metadata().getOrDefault("outboxPublishPubsub", "");
    String topic = store.metadata().getOrDefault("outboxPublishTopic", "");
    return pubsub.isEmpty() || topic.isEmpty()
        ? Optional.empty()
        : Optional.of(new OutboxSettings(pubsub, topic));
  }

  /**
   * Refuses an outbox whose events could not be found again after a crash.
   *
   * @throws ComponentException if the store has transactions but can't list its keys
   */
  static void judge(Loaded store) {
    if (of(store).isPresent()
        && store.capabilities().contains("TRANSACTIONAL")
        && !store.capabilities().contains("KEYS_LIKE")) {
      throw new ComponentException(
          "outboxPublishTopic: "
              + store.type()
              + " can't list its keys, so events could be lost in a crash; use a store with the"
              + " capability KEYS_LIKE");
    }
  }
}
