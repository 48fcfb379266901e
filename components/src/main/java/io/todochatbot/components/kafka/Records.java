package io.todochatbot.components.kafka;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Messages as Kafka's records: metadata are headers, {@code partitionKey} is the key. What Kafka
 * tells of a record comes back as {@code __key}, {@code __topic}, {@code __partition}, {@code
 * __offset} and {@code __timestamp}.
 */
final class Records {
  private final boolean escapes;
  private final Optional<Pattern> excluded;

  /**
   * Reads how headers are treated.
   *
   * @throws ComponentException if the expression of excluded headers is none
   */
  Records(KafkaSettings settings) {
    escapes = settings.escapeHeaders();
    try {
      excluded = settings.excludeHeaderMetaRegex().map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new ComponentException(
          "kafka error: excludeHeaderMetaRegex is no regular expression: " + e.getMessage(), e);
    }
  }

  /** A message as a record. */
  ProducerRecord<byte[], byte[]> toKafka(String topic, byte[] data, Map<String, String> metadata) {
    String key = metadata.getOrDefault("__key", metadata.get("partitionKey"));
    ProducerRecord<byte[], byte[]> made =
        new ProducerRecord<>(topic, key == null ? null : bytes(key), data);
    metadata.forEach(
        (name, value) -> {
          if (!isExcluded(name)) {
            made.headers().add(name, bytes(value));
          }
        });
    return made;
  }

  /** A record as a message. */
  PubSub.Message fromKafka(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> metadata = new HashMap<>();
    if (record.key() != null) {
      metadata.put("__key", shown(record.key()));
    }
    metadata.put("__topic", record.topic());
    metadata.put("__partition", Integer.toString(record.partition()));
    metadata.put("__offset", Long.toString(record.offset()));
    metadata.put("__timestamp", Long.toString(record.timestamp()));
    for (Header header : record.headers()) {
      if (!isExcluded(header.key())) {
        metadata.put(header.key(), header.value() == null ? "" : shown(header.value()));
      }
    }
    byte[] data = record.value() == null ? new byte[0] : record.value();
    return new PubSub.Message(record.topic(), data, Optional.empty(), metadata);
  }

  private boolean isExcluded(String name) {
    return excluded.isPresent() && excluded.get().matcher(name).find();
  }

  private String shown(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return escapes ? URLEncoder.encode(text, StandardCharsets.UTF_8) : text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
