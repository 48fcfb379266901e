package io.todochatbot.components.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.PubSub.Outcome;
import io.todochatbot.spi.PubSub.Subscription;
import io.todochatbot.spi.PubSubContract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class InMemoryPubSubTest extends PubSubContract {
  @Override
  protected PubSub open() {
    return new InMemoryPubSub(new InMemoryPubSub.Settings(), context.context());
  }

  @Test
  void deliversToEverySubscriber() {
    List<PubSub.Message> one = new CopyOnWriteArrayList<>();
    List<PubSub.Message> two = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe("t", one);
        Subscription _ = subscribe("t", two)) {
      pubsub().publish(message("t", "x"));

      await().until(() -> one.size() == 1 && two.size() == 1);
    }
  }

  @Test
  void doesNotDeliverAgainWhatWasToBeRetried() {
    List<String> got = new CopyOnWriteArrayList<>();
    try (Subscription _ =
        pubsub()
            .subscribe(
                "t",
                Map.of(),
                message -> {
                  got.add(text(message));
                  return Outcome.RETRY;
                })) {
      pubsub().publish(message("t", "1"));
      pubsub().publish(message("t", "2"));

      await().until(() -> got.contains("2"));
    }
    assertThat(got).containsExactly("1", "2");
  }

  @Test
  void keepsOnlyTheLatestDeadLetters() {
    PubSub.DeadLetterInbox inbox = (PubSub.DeadLetterInbox) pubsub();
    for (int i = 0; i < 1001; i++) {
      inbox.keep("mine", List.of(message("dead", "" + i)));
    }

    assertThat(inbox.waiting("mine")).isEqualTo(1000);
    assertThat(text(inbox.letters("mine", "", 1).getFirst().message())).isEqualTo("1");
    assertThat(text(inbox.letters("mine", "1000", 9).getFirst().message())).isEqualTo("1000");
  }

  @Test
  void refusesWorkOnceItIsClosed() {
    pubsub().close();

    assertThatThrownBy(() -> pubsub().publish(message("t", "x")))
        .isInstanceOf(ComponentException.class)
        .hasMessage("component is closed");
  }
}
