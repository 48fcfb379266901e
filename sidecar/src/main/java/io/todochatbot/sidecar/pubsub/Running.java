package io.todochatbot.sidecar.pubsub;

import io.todochatbot.spi.PubSub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A subscription under way. */
final class Running implements AutoCloseable {
  private final PubSub.Subscription subscription;
  private final Optional<BulkBuffer> buffer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Running(PubSub.Subscription subscription, Optional<BulkBuffer> buffer) {
    this.subscription = subscription;
    this.buffer = buffer;
  }

  /**
   * Begins to receive and deliver.
   *
   * @throws Brokers.NotAllowed if the topic is out of scope
   * @throws io.todochatbot.spi.ComponentException if the component fails
   */
  static Running start(SubscriptionInfo info, Delivery.Parts parts) {
    if (!info.bulk().enabled()) {
      Delivery delivery = new Delivery(info, parts);
      return new Running(subscribe(info, parts, safe(delivery, info, parts)), Optional.empty());
    }
    BulkDelivery delivery = new BulkDelivery(info, parts);
    if (parts.broker().can(PubSub.BulkSubscriber.class)) {
      return new Running(
          parts
              .broker()
              .subscribeAll(
                  info.topic(), info.metadata(), info.bulk(), batches(safe(delivery, info, parts))),
          Optional.empty());
    }
    BulkBuffer buffer =
        new BulkBuffer(
            info.bulk(), info.pubsub() + "-" + info.topic(), safe(delivery, info, parts));
    try {
      return new Running(subscribe(info, parts, buffer), Optional.of(buffer));
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  /** Takes no further message and waits for the deliveries under way. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    buffer.ifPresent(BulkBuffer::hurry);
    subscription.close();
    buffer.ifPresent(BulkBuffer::close);
  }

  private static PubSub.Subscription subscribe(
      SubscriptionInfo info, Delivery.Parts parts, PubSub.Handler handler) {
    return parts.broker().subscribe(info.topic(), info.metadata(), handler);
  }

  /** Hands a component's own batches on; what has no outcome then goes back to it. */
  private static PubSub.BulkHandler batches(Consumer<List<BulkBuffer.Waiting>> sink) {
    return messages -> {
      List<BulkBuffer.Waiting> batch =
          messages.stream()
              .map(message -> new BulkBuffer.Waiting(message, new CompletableFuture<>()))
              .toList();
      sink.accept(batch);
      return batch.stream().map(waiting -> waiting.outcome().getNow(PubSub.Outcome.RETRY)).toList();
    };
  }

  /** A fault of the delivery itself costs no message: it goes back to the component. */
  private static PubSub.Handler safe(
      PubSub.Handler delivery, SubscriptionInfo info, Delivery.Parts parts) {
    return message -> {
      try {
        return delivery.handle(message);
      } catch (RuntimeException e) {
        parts.log().error("could not deliver a message of topic " + info.topic(), e);
        return PubSub.Outcome.RETRY;
      }
    };
  }

  /** The same for batches, whose messages the buffer gives back. */
  private static Consumer<List<BulkBuffer.Waiting>> safe(
      BulkDelivery delivery, SubscriptionInfo info, Delivery.Parts parts) {
    return batch -> {
      try {
        delivery.accept(batch);
      } catch (RuntimeException e) {
        parts.log().error("could not deliver a batch of topic " + info.topic(), e);
      }
    };
  }
}
