package io.todochatbot.components.kafka;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.PubSub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * {@code pubsub.kafka}: Apache Kafka
 * (https://docs.dapr.io/reference/components-reference/supported-pubsub/setup-apache-kafka/).
 *
 * <p>What was published is on every replica in sync. A message's offset is committed only after the
 * application has taken it; within a partition messages are delivered one at a time and in order,
 * partitions side by side. What a consumer had in hand when its group was shared out anew comes
 * again to whoever gets the partition.
 */
final class KafkaPubSub implements PubSub, PubSub.BulkPublisher, PubSub.BulkSubscriber {

  /** Registers the component. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("pubsub.kafka", KafkaSettings.class, KafkaPubSub::open);
    }
  }

  /** As daprd's. */
  private static final int BATCH_MESSAGES = 80;

  private static final Duration BATCH_AWAIT = Duration.ofSeconds(10);

  private final KafkaConfig config;
  private final Records records;
  private final Redelivery redelivery;
  private final System.Logger log;
  private final KafkaProducer<byte[], byte[]> producer;

  private KafkaPubSub(KafkaSettings settings, ComponentContext context, KafkaConfig config) {
    this.config = config;
    records = new Records(settings);
    redelivery = Redelivery.of(settings, context.metadata());
    log = context.log();
    producer = new KafkaProducer<>(config.producer());
  }

  /**
   * Connects.
   *
   * @throws ComponentException if the settings are wrong or no broker can be reached
   */
  static KafkaPubSub open(KafkaSettings settings, ComponentContext context) {
    KafkaConfig config = new KafkaConfig(settings, context);
    try {
      Cluster.require(settings.brokers(), config.client());
      return new KafkaPubSub(settings, context, config);
    } catch (KafkaException e) {
      throw new ComponentException("kafka error: " + words(e), e);
    }
  }

  @Override
  public void publish(Message message) {
    await(send(message.topic(), message.data(), message.metadata()));
  }

  @Override
  public List<Failure> publishAll(
      String topic, List<BulkEntry> entries, Map<String, String> metadata) {
    Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    List<Failure> failures = new ArrayList<>();
    for (BulkEntry entry : entries) {
      Map<String, String> all = new LinkedHashMap<>(entry.metadata());
      all.putAll(metadata);
      try {
        sent.put(entry.entryId(), send(topic, entry.data(), all));
      } catch (ComponentException e) {
        failures.add(new Failure(entry.entryId(), String.valueOf(e.getMessage())));
      }
    }
    sent.forEach(
        (id, future) -> {
          try {
            await(future);
          } catch (ComponentException e) {
            failures.add(new Failure(id, String.valueOf(e.getMessage())));
          }
        });
    return failures;
  }

  @Override
  public Subscription subscribe(String topic, Map<String, String> metadata, Handler handler) {
    return subscribe(
        topic, new Batching(1, Duration.ZERO), one -> List.of(handler.handle(one.getFirst())));
  }

  @Override
  public Subscription subscribeAll(
      String topic,
      Map<String, String> metadata,
      int maxMessages,
      Duration maxAwait,
      BulkHandler handler) {
    return subscribe(
        topic,
        new Batching(
            maxMessages > 0 ? maxMessages : BATCH_MESSAGES,
            maxAwait.isPositive() ? maxAwait : BATCH_AWAIT),
        handler);
  }

  @Override
  public void ping() {
    try {
      Cluster.describe(config.client());
    } catch (KafkaException e) {
      throw new ComponentException("kafka error: " + words(e), e);
    }
  }

  @Override
  public void close() {
    // what is under way has been waited for by its callers
    producer.close(Duration.ofSeconds(5));
  }

  private Subscription subscribe(String topic, Batching batching, BulkHandler handler) {
    KafkaSubscription.Parts parts =
        new KafkaSubscription.Parts(topic, batching, handler, records, redelivery, log);
    try {
      return KafkaSubscription.start(new KafkaConsumer<>(config.consumer()), parts);
    } catch (KafkaException e) {
      throw new ComponentException("kafka error: " + words(e), e);
    }
  }

  private Future<RecordMetadata> send(String topic, byte[] data, Map<String, String> metadata) {
    try {
      return producer.send(records.toKafka(topic, data, metadata));
    } catch (KafkaException | IllegalStateException e) {
      throw new ComponentException("kafka error: " + words(e), e);
    }
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new ComponentException("kafka error: " + words(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentException("interrupted while publishing", e);
    }
  }

  /** What an exception says, with its cause where that says more. */
  static String words(@org.jspecify.annotations.Nullable Throwable e) {
    if (e == null) {
      return "unknown";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
        ? message
        : message + ": " + cause.getMessage();
  }
}
