package io.todochatbot.sidecar.pubsub;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A component that hands each message to its subscribers at once and remembers the outcomes. */
final class FakeBroker implements PubSub {
  record Subscribed(String topic, Handler handler) {}

  final List<Message> published = new CopyOnWriteArrayList<>();
  final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  final List<Subscribed> subscribers = new CopyOnWriteArrayList<>();
  volatile String refusedTopic = "";
  final AtomicInteger subscribeFailures = new AtomicInteger();

  @Override
  public void publish(Message message) {
    if (message.topic().equals(refusedTopic)) {
      throw new ComponentException("the disk is full");
    }
    published.add(message);
    for (Subscribed subscriber : subscribers) {
      if (subscriber.topic.equals(message.topic())) {
        outcomes.add(subscriber.handler.handle(message));
      }
    }
  }

  @Override
  public Subscription subscribe(String topic, Map<String, String> metadata, Handler handler) {
    if (subscribeFailures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new ComponentException("the broker is late");
    }
    Subscribed subscriber = new Subscribed(topic, handler);
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  Message last() {
    return published.getLast();
  }
}
