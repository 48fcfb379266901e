package io.todochatbot.sidecar.pubsub;

import io.todochatbot.spi.PubSub;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
      return new Running(subscribe(info, parts, new Delivery(info, parts)), Optional.empty());
    }
    BulkBuffer buffer =
        new BulkBuffer(
            info.bulk(), info.pubsub() + "-" + info.topic(), new BulkDelivery(info, parts));
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
}
