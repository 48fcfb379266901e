package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.api.DaprError;
import java.util.Map;
import java.util.Optional;

/** Hands finished messages to a pub/sub component. */
public interface Publisher {
  /**
   * Publishes one message as it is, without an envelope of its own.
   *
   * @param data the message's bytes
   * @param contentType the media type of the data, for components that keep it
   * @throws DaprError if there is no such component, the topic is out of this application's scopes,
   *     or the component fails
   */
  void publish(
      String pubsub,
      String topic,
      byte[] data,
      Optional<String> contentType,
      Map<String, String> metadata);
}
