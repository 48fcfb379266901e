package io.todochatbot.components.kafka;

import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own configurations, made from the settings, which are checked as daprd checks them. */
final class KafkaConfig {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+){0,2}");
  private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "snappy", "lz4", "zstd");

  /** How long a publish may take in all; a shorter limit is the resiliency policy's. */
  private static final Duration DELIVERY = Duration.ofSeconds(30);

  private static final Duration REQUEST = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final Map<String, Object> common = new HashMap<>();
  private final String group;

  /**
   * Checks the settings.
   *
   * @throws ComponentException with daprd's words for the first that is wrong
   */
  KafkaConfig(KafkaSettings settings, ComponentContext context) {
    this.settings = settings;
    if (!Set.of("newest", "oldest").contains(settings.initialOffset().toLowerCase(Locale.ROOT))) {
      throw new ComponentException(
          "kafka error: invalid initialOffset: " + settings.initialOffset());
    }
    if (settings.brokers().isEmpty()) {
      throw new ComponentException("kafka error: missing 'brokers' attribute");
    }
    common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    common.putAll(KafkaSecurity.of(settings, context.log()).config());
    if (!VERSION.matcher(settings.version()).matches()) {
      throw new ComponentException("kafka error: invalid kafka version");
    }
    if (!COMPRESSIONS.contains(settings.compression())) {
      throw new ComponentException("kafka error: invalid compression: " + settings.compression());
    }
    settings.clientID().ifPresent(id -> common.put(CommonClientConfigs.CLIENT_ID_CONFIG, id));
    common.put(
        CommonClientConfigs.METADATA_MAX_AGE_CONFIG,
        settings.clientConnectionTopicMetadataRefreshInterval().toMillis());
    // a broker that is down is looked for gently
    common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5000L);
    common.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST.toMillis()));
    group = group(settings, context);
  }

  /** What every client needs. */
  Map<String, Object> client() {
    return new HashMap<>(common);
  }

  /** A producer's: nothing counts as published before all replicas in sync have it. */
  Map<String, Object> producer() {
    Map<String, Object> config = client();
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY.toMillis()));
    config.put(
        ProducerConfig.LINGER_MS_CONFIG, settings.batchTimeout().orElse(Duration.ZERO).toMillis());
    settings.batchSize().ifPresent(bytes -> config.put(ProducerConfig.BATCH_SIZE_CONFIG, bytes));
    settings
        .maxMessageBytes()
        .filter(bytes -> bytes > 0)
        .ifPresent(bytes -> config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, bytes));
    return config;
  }

  /** A consumer's, of this component's group; offsets are committed by hand. */
  Map<String, Object> consumer() {
    Map<String, Object> config = client();
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        settings.initialOffset().equalsIgnoreCase("oldest") ? "earliest" : "latest");
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        Math.toIntExact(settings.heartbeatInterval().toMillis()));
    config.put(
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        Math.toIntExact(settings.sessionTimeout().toMillis()));
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, settings.consumerFetchMin());
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, settings.consumerFetchDefault());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.max(1, settings.channelBufferSize()));
    config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor());
    return config;
  }

  /** The consumer group. */
  String group() {
    return group;
  }

  private String assignor() {
    return switch (settings.consumerGroupRebalanceStrategy().toLowerCase(Locale.ROOT)) {
      case "sticky" -> StickyAssignor.class.getName();
      case "roundrobin" -> RoundRobinAssignor.class.getName();
      case "cooperative-sticky" -> CooperativeStickyAssignor.class.getName();
      default -> RangeAssignor.class.getName();
    };
  }

  private static String group(KafkaSettings settings, ComponentContext context) {
    if (!settings.consumerGroup().isEmpty()) {
      return settings.consumerGroup();
    }
    return settings.consumerID().isEmpty() ? context.appId() : settings.consumerID();
  }
}
