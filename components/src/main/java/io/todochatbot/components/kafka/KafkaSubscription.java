package io.todochatbot.components.kafka;

import io.todochatbot.spi.PubSub;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One topic's messages for one handler: a thread that polls, and a worker for each partition that
 * the group has given to this consumer. A partition whose worker is behind is paused, so that what
 * waits stays bounded.
 */
final class KafkaSubscription implements PubSub.Subscription, ConsumerRebalanceListener {
  private static final Duration POLL = Duration.ofMillis(100);

  /** How long a partition that goes to another consumer is held for its handler under way. */
  private static final Duration HANDOVER = Duration.ofSeconds(10);

  private static final int BEHIND = 256;

  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  /** How long a new subscription may take to get its first partitions before it counts as begun. */
  private static final int FIRST_ASSIGNMENT_SECONDS = 10;

  /** What a subscription is made of. */
  record Parts(
      String topic,
      Batching batching,
      PubSub.BulkHandler handler,
      Records records,
      Redelivery redelivery,
      System.Logger log) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Parts parts;
  private final Map<TopicPartition, PartitionWorker> workers = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final CountDownLatch assigned = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private KafkaSubscription(KafkaConsumer<byte[], byte[]> consumer, Parts parts) {
    this.consumer = consumer;
    this.parts = parts;
    // the consumer waits in a selector, which holds a carrier thread as long as it does
    thread = Thread.ofPlatform().daemon().name("kafka-" + parts.topic()).unstarted(this::run);
  }

  /**
   * Joins the group; returns once it has given partitions to this consumer, so that what is
   * published from then on is seen, or when that takes too long.
   */
  static KafkaSubscription start(KafkaConsumer<byte[], byte[]> consumer, Parts parts) {
    KafkaSubscription subscription = new KafkaSubscription(consumer, parts);
    subscription.thread.start();
    try {
      if (!subscription.assigned.await(FIRST_ASSIGNMENT_SECONDS, TimeUnit.SECONDS)) {
        parts.log().log(
            System.Logger.Level.WARNING,
            "Kafka has given no partition of "
                + parts.topic()
                + " to this consumer yet; still waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return subscription;
  }

  @Override
  public void close() {
    closed.countDown();
    consumer.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      workers.put(partition, new PartitionWorker(parts, partition));
    }
    keepBeginnings(partitions);
    if (!partitions.isEmpty()) {
      assigned.countDown();
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Map<TopicPartition, PartitionWorker> leaving = take(partitions);
    leaving.values().forEach(PartitionWorker::stop);
    leaving.forEach(
        (partition, worker) -> {
          if (!worker.await(HANDOVER)) {
            parts.log().log(
                System.Logger.Level.WARNING,
                partition
                    + " goes to another consumer while a message is still being processed; it"
                    + " will be delivered again");
          }
        });
    commit(offsets(leaving));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    take(partitions).values().forEach(PartitionWorker::stop);
  }

  private void run() {
    int failures = 0;
    consumer.subscribe(List.of(parts.topic()), this);
    while (!isClosed()) {
      try {
        poll();
        failures = 0;
      } catch (WakeupException ignored) {
        // closing
      } catch (KafkaException e) {
        parts.log().log(
            System.Logger.Level.ERROR,
            "Error consuming [" + parts.topic() + "]. Retrying...: " + KafkaPubSub.words(e));
        pause(failures++);
      }
    }
    end();
  }

  private void poll() {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
    for (TopicPartition partition : polled.partitions()) {
      PartitionWorker worker = workers.get(partition);
      if (worker != null) {
        worker.add(polled.records(partition));
      }
    }
    Set<TopicPartition> behind = new HashSet<>();
    workers.forEach(
        (partition, worker) -> {
          if (worker.backlog() >= BEHIND) {
            behind.add(partition);
          }
        });
    Set<TopicPartition> caughtUp = new HashSet<>(consumer.paused());
    caughtUp.removeAll(behind);
    consumer.pause(behind);
    consumer.resume(caughtUp);
    Map<TopicPartition, OffsetAndMetadata> offsets = offsets(workers);
    if (!offsets.isEmpty()) {
      remember(offsets);
      consumer.commitAsync(
          offsets,
          (tried, failure) -> {
            if (failure != null) {
              // they are committed with the next ones, or delivered again
              tried.keySet().forEach(committed::remove);
            }
          });
    }
  }

  /** Gives the partitions back: waits for the handlers under way, commits what they did, leaves. */
  private void end() {
    workers.values().forEach(PartitionWorker::stop);
    workers.values().forEach(worker -> worker.await(Duration.ofDays(1)));
    commit(offsets(workers));
    workers.clear();
    try {
      consumer.close();
    } catch (KafkaException e) {
      parts.log().log(
          System.Logger.Level.WARNING, "Error leaving the consumer group: " + KafkaPubSub.words(e));
    }
  }

  /**
   * Commits where a partition begins that nothing was committed for yet: the newest offset is
   * another one each time it is asked for, and a rebalance before the first message is done would
   * lose what came between.
   */
  private void keepBeginnings(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
    consumer
        .committed(Set.copyOf(partitions))
        .forEach(
            (partition, offset) -> {
              if (offset == null) {
                beginnings.put(partition, new OffsetAndMetadata(consumer.position(partition)));
              }
            });
    commit(beginnings);
  }

  private Map<TopicPartition, PartitionWorker> take(Collection<TopicPartition> partitions) {
    Map<TopicPartition, PartitionWorker> taken = new HashMap<>();
    for (TopicPartition partition : partitions) {
      PartitionWorker worker = workers.remove(partition);
      if (worker != null) {
        taken.put(partition, worker);
      }
    }
    return taken;
  }

  /** What there is to commit: offsets that have moved since they last were. */
  private Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, PartitionWorker> of) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    of.forEach(
        (partition, worker) -> {
          long done = worker.done();
          if (done >= 0 && done != committed.getOrDefault(partition, -1L)) {
            offsets.put(partition, new OffsetAndMetadata(done));
          }
        });
    return offsets;
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
      remember(offsets);
    } catch (WakeupException e) {
      // close() has called meanwhile; what it woke has to be done all the same
      consumer.commitSync(offsets);
      remember(offsets);
    } catch (KafkaException e) {
      parts.log().log(
          System.Logger.Level.WARNING,
          "Kafka did not take the offsets of "
              + offsets.keySet()
              + "; messages since then will be delivered again: "
              + KafkaPubSub.words(e));
    }
  }

  private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Waits before the next try, longer each time. */
  private void pause(int failures) {
    long millis = parts.redelivery().afterFailure().toMillis() << Math.min(failures, 6);
    try {
      if (!closed.await(Math.clamp(millis, 1, LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
        parts.log().log(System.Logger.Level.DEBUG, "Consuming " + parts.topic() + " again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
