package io.todochatbot.components.inmemory;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.PubSub;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@code pubsub.in-memory}: hands messages to the subscribers of this process, one at a time each.
 * As in daprd there are no consumer groups, nothing is kept for later, and a message whose handler
 * asks for a retry is not delivered again. Only dead letters that nobody subscribes to wait, and of
 * these only the latest.
 */
final class InMemoryPubSub implements PubSub, PubSub.Wildcards, PubSub.DeadLetterInbox {

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
  private final InMemoryDeadLetters deadLetters;
  private final System.Logger log;
  private volatile boolean closed;

  InMemoryPubSub(Settings settings, ComponentContext context) {
    this.deadLetters = new InMemoryDeadLetters(context.clock());
    this.log = context.log();
  }

  @Override
  public void publish(Message message) {
    requireOpen();
    handOn(message);
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
  public void keep(String inbox, List<Message> letters) {
    requireOpen();
    letters.stream()
        .filter(letter -> !handOn(letter))
        .forEach(letter -> deadLetters.add(inbox, letter));
  }

  @Override
  public int waiting(String inbox) {
    return deadLetters.count(inbox);
  }

  @Override
  public List<DeadLetter> letters(String inbox, String after, int limit) {
    return deadLetters.list(inbox, after, limit);
  }

  @Override
  public Optional<DeadLetter> letter(String inbox, String id) {
    return deadLetters.find(inbox, id);
  }

  @Override
  public boolean replace(String inbox, String id, Message message) {
    requireOpen();
    boolean removed = deadLetters.remove(inbox, id);
    if (removed) {
      handOn(message);
    }
    return removed;
  }

  @Override
  public boolean discard(String inbox, String id) {
    return deadLetters.remove(inbox, id);
  }

  @Override
  public void close() {
    closed = true;
    subscriptions.forEach(InMemorySubscription::close);
  }

  /** Gives a message to its subscribers; returns whether there are any. */
  private boolean handOn(Message message) {
    boolean taken = false;
    for (InMemorySubscription subscription : subscriptions) {
      if (subscription.matches(message.topic())) {
        subscription.offer(message);
        taken = true;
      }
    }
    return taken;
  }

  private void requireOpen() {
    if (closed) {
      throw new ComponentException("component is closed");
    }
  }
}
