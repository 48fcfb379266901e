package io.todochatbot.sidecar.state;

/** Where the outbox's events go; the state block knows no pub/sub. */
@FunctionalInterface
public interface EventPublisher {
  /**
   * Publishes a finished CloudEvent as it is; returns once it can no longer be lost.
   *
   * @param contentType the media type of the event's data
   * @throws RuntimeException if it was not taken
   */
  void publish(String pubsub, String topic, byte[] event, String contentType);
}
