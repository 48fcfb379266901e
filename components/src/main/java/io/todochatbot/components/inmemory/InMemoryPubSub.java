package io.todochatbot.components.inmemory;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.PubSub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@code pubsub.in-memory}: hands messages to the subscribers of this process, one at a time each.
 * As in daprd there are no consumer groups, nothing is kept for later, and a message whose handler
 * asks for a retry is not delivered again.
 */
final class InMemoryPubSub implements PubSub, PubSub.Wildcards {

  /** Registers the component. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("pubsub.in-memory", Settings.class, InMemoryPubSub::new);
    }
  }

  /** There is nothing to set. */
  public record Settings() {}

  private final List<InMemorySubscription> subscriptions = new CopyOnWriteArrayList<>();
  private final System.Logger log;
  private volatile boolean closed;

  InMemoryPubSub(Settings settings, ComponentContext context) {
    this.log = context.log();
  }

  @Override
  public void publish(Message message) {
    requireOpen();
    for (InMemorySubscription subscription : subscriptions) {
      if (subscription.matches(message.topic())) {
        subscription.offer(message);
      }
    }
  }

  @Override
  public Subscription subscribe(String topic, Map<String, String> metadata, Handler handler) {
    requireOpen();
    InMemorySubscription subscription =
        new InMemorySubscription(topic, handler, log, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  @Override
  public void close() {
    closed = true;
    subscriptions.forEach(InMemorySubscription::close);
  }

  private void requireOpen() {
    if (closed) {
      throw new ComponentException("component is closed");
    }
  }
}
