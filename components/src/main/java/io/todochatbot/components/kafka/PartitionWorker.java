package io.todochatbot.components.kafka;

import io.todochatbot.spi.PubSub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Hands on the messages of one partition, in order, and keeps how far it has come. Its own thread,
 * so that the group hears from its consumer however long a handler takes.
 */
final class PartitionWorker {
  private final KafkaSubscription.Parts parts;
  private final TopicPartition partition;
  private final BlockingQueue<ConsumerRecord<byte[], byte[]>> waiting = new LinkedBlockingQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /** The offset after the last message that is done with; negative if none is. */
  private volatile long done = -1;

  PartitionWorker(KafkaSubscription.Parts parts, TopicPartition partition) {
    this.parts = parts;
    this.partition = partition;
    thread = Thread.ofVirtual().name("kafka-" + partition).start(this::run);
  }

  /** Takes further messages, later ones than any before. */
  void add(List<ConsumerRecord<byte[], byte[]>> records) {
    waiting.addAll(records);
  }

  /** How many messages wait. */
  int backlog() {
    return waiting.size();
  }

  /** The offset to commit; negative if there is nothing to commit yet. */
  long done() {
    return done;
  }

  /** Begins no further message. */
  void stop() {
    stopped.countDown();
    // wakes the thread where it waits for messages; handlers are not interrupted
    waiting.clear();
  }

  /** Waits for the handler under way; false if it has not ended within the limit. */
  boolean await(Duration limit) {
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void run() {
    try {
      while (!isStopped()) {
        List<ConsumerRecord<byte[], byte[]>> batch = next();
        if (!batch.isEmpty() && !isStopped()) {
          deliver(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next messages: as many as go together, or those that came within the time. */
  private List<ConsumerRecord<byte[], byte[]>> next() throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    ConsumerRecord<byte[], byte[]> first = waiting.poll(100, TimeUnit.MILLISECONDS);
    if (first == null) {
      return batch;
    }
    batch.add(first);
    long end = System.nanoTime() + parts.batching().pause().toNanos();
    while (batch.size() < parts.batching().most() && !isStopped()) {
      ConsumerRecord<byte[], byte[]> more =
          waiting.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (more == null) {
        break;
      }
      batch.add(more);
    }
    return batch;
  }

  /** Delivers until every message is done with, or the worker is stopped. */
  private void deliver(List<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> left = batch;
    int refusals = 0;
    while (!left.isEmpty()) {
      List<ConsumerRecord<byte[], byte[]>> refused = handle(left);
      if (refused.isEmpty()) {
        break;
      }
      done = refused.getFirst().offset();
      refusals++;
      if (!parts.redelivery().again(refusals)) {
        refused.forEach(
            record ->
                parts.log().log(
                    System.Logger.Level.ERROR,
                    "Too many failed attempts at processing Kafka message: {0}",
                    name(record)));
        break;
      }
      left = refused;
      if (stopped.await(parts.redelivery().pause().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
    done = batch.getLast().offset() + 1;
  }

  /** Hands messages on and returns those that were refused. */
  private List<ConsumerRecord<byte[], byte[]>> handle(
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<PubSub.Outcome> outcomes;
    try {
      outcomes =
          parts.handler().handleAll(records.stream().map(parts.records()::fromKafka).toList());
    } catch (RuntimeException e) {
      parts.log().log(
          System.Logger.Level.WARNING,
          "Error processing Kafka message: "
              + name(records.getFirst())
              + ". Error: "
              + KafkaPubSub.words(e)
              + ". Retrying...");
      return records;
    }
    List<ConsumerRecord<byte[], byte[]>> refused = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (i >= outcomes.size() || outcomes.get(i) == PubSub.Outcome.RETRY) {
        refused.add(records.get(i));
      }
    }
    return refused;
  }

  private String name(ConsumerRecord<byte[], byte[]> record) {
    return partition.topic() + "/" + partition.partition() + "/" + record.offset();
  }
}
