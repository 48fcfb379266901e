package io.todochatbot.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries messages from publishers to subscribers ({@code pubsub.*}). Knows topics, bytes and
 * metadata; CloudEvents, routing and dead letters are the sidecar's.
 */
public interface PubSub extends Component {
  /** Publishes one message; returns once it can no longer be lost by this component. */
  void publish(Message message);

  /**
   * Begins to deliver the messages of a topic to {@code handler}, from any thread, until the
   * subscription is closed. Subscribers of one consumer group share the messages; each message is
   * delivered at least once and again after {@link Outcome#RETRY}.
   *
   * @param topic the topic, or a pattern where the component knows {@link Wildcards}
   * @param metadata the subscription's metadata
   */
  Subscription subscribe(String topic, Map<String, String> metadata, Handler handler);

  /** A component that takes many messages in one call. */
  interface BulkPublisher {
    /**
     * Publishes {@code entries} to {@code topic}.
     *
     * @return the entries that were not taken, each with why; empty if all were
     */
    List<Failure> publishAll(String topic, List<BulkEntry> entries, Map<String, String> metadata);
  }

  /** A component that delivers many messages in one call. */
  interface BulkSubscriber {
    /**
     * Begins to deliver the messages of a topic in batches, as {@link PubSub#subscribe} does one by
     * one. A batch holds messages in the order in which they would come singly.
     *
     * @param maxMessages the most in a batch; 0 for the component's own default
     * @param maxAwait how long a batch that is not full waits for more; zero for the component's
     *     own default
     */
    Subscription subscribeAll(
        String topic,
        Map<String, String> metadata,
        int maxMessages,
        Duration maxAwait,
        BulkHandler handler);
  }

  /** Receives batches of messages. */
  @FunctionalInterface
  interface BulkHandler {
    /** Handles a batch; blocks until it is known what became of each message, in their order. */
    List<Outcome> handleAll(List<Message> messages);
  }

  /** Marks a component whose subscriptions may name patterns of topics. */
  interface Wildcards {}

  /** Marks a component that itself drops messages whose {@code ttlInSeconds} has passed. */
  interface MessageTtl {}

  /** Receives messages. */
  @FunctionalInterface
  interface Handler {
    /** Handles a message; blocks until it is known what became of it. */
    Outcome handle(Message message);
  }

  /** What became of a delivered message. */
  enum Outcome {
    /** Done with, never to be delivered again. */
    ACK,
    /** To be delivered again later. */
    RETRY
  }

  /** A subscription under way. */
  interface Subscription extends AutoCloseable {
    /** Takes no further message; returns when the handlers under way have ended. */
    @Override
    void close();
  }

  /**
   * A message.
   *
   * @param data its bytes, not to be changed
   * @param contentType the media type of the data where the component keeps it
   * @param metadata what was sent beside it, such as {@code partitionKey} or {@code ttlInSeconds}
   */
  record Message(
      String topic, byte[] data, Optional<String> contentType, Map<String, String> metadata) {
    /** Copies the map. */
    public Message {
      metadata = Map.copyOf(metadata);
    }
  }

  /** One message of a bulk call, known by an id that is unique within the call. */
  record BulkEntry(String entryId, byte[] data, String contentType, Map<String, String> metadata) {
    /** Copies the map. */
    public BulkEntry {
      metadata = Map.copyOf(metadata);
    }
  }

  /** Why one entry of a bulk call was not taken. */
  record Failure(String entryId, String error) {}
}
