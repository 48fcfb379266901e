package io.todochatbot.sidecar.pubsub;

import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsRequestProcessedAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsResponseAlpha1;
import io.todochatbot.sidecar.grpc.GrpcStream;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Delivers events over a stream that the application holds open, and waits for its answers. */
final class DeliveryStreamGrpc implements Courier, AutoCloseable {
  private final GrpcStream<?, SubscribeTopicEventsResponseAlpha1> stream;
  private final Log log;
  private final Log answersLog;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue<CompletableFuture<Verdict>>> due = new HashMap<>();
  private boolean closed;

  DeliveryStreamGrpc(GrpcStream<?, SubscribeTopicEventsResponseAlpha1> stream, Log log) {
    this.stream = stream;
    this.log = log;
    this.answersLog = log.scope("dapr.runtime.processor.pubsub.subscription.streaming");
  }

  /** The initial response is out: events may follow. */
  void ready() {
    begun.countDown();
  }

  @Override
  public Verdict deliver(Event event) {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    try {
      begun.await();
      SubscribeTopicEventsResponseAlpha1 message =
          SubscribeTopicEventsResponseAlpha1.newBuilder()
              .setEventMessage(EventsGrpc.request(event))
              .build();
      if (!expect(message.getEventMessage().getId(), answer)) {
        return CLOSED;
      }
      stream.write(message);
      return answer.join();
    } catch (GrpcStream.Cancelled e) {
      return Verdict.failed(
          "error returned from app while processing pub/sub event " + event.id(),
          Brokers.words(e),
          java.util.OptionalInt.empty());
    } catch (IllegalArgumentException e) {
      return BulkVerdicts.retry(Brokers.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CLOSED;
    }
  }

  @Override
  public Map<String, Verdict> deliverAll(Batch batch) {
    // streams can't ask for batches
    return BulkVerdicts.all(batch, CLOSED);
  }

  /** The application has answered an event. */
  void answered(SubscribeTopicEventsRequestProcessedAlpha1 processed) {
    Optional<CompletableFuture<Verdict>> waiting = take(processed.getId());
    if (waiting.isEmpty()) {
      log.error("no client stream expecting publish response for id " + processed.getId());
      return;
    }
    waiting
        .get()
        .complete(StatusGrpc.verdict(processed.getStatus(), processed.getId(), answersLog));
  }

  /** Nothing more is delivered, and no answer is waited for: such events are delivered again. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      due.values().forEach(queue -> queue.forEach(answer -> answer.complete(CLOSED)));
      due.clear();
    } finally {
      lock.unlock();
    }
    begun.countDown();
  }

  private static final Verdict CLOSED = BulkVerdicts.retry("stream closed");

  private boolean expect(String id, CompletableFuture<Verdict> answer) {
    lock.lock();
    try {
      if (!closed) {
        due.computeIfAbsent(id, key -> new ArrayDeque<>()).add(answer);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private Optional<CompletableFuture<Verdict>> take(String id) {
    lock.lock();
    try {
      Queue<CompletableFuture<Verdict>> queue = due.get(id);
      if (queue == null) {
        return Optional.empty();
      }
      CompletableFuture<Verdict> first = queue.remove();
      if (queue.isEmpty()) {
        due.remove(id);
      }
      return Optional.of(first);
    } finally {
      lock.unlock();
    }
  }
}
