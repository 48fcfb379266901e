package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.todochatbot.spi.PubSub.BulkEntry;
import io.todochatbot.spi.PubSub.Message;
import io.todochatbot.spi.PubSub.Outcome;
import io.todochatbot.spi.PubSub.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every pub/sub component must do; optional abilities are tested where it has them. */
public abstract class PubSubContract {
  /** The component's surroundings and clock. */
  protected final TestContext context = new TestContext();

  private PubSub pubsub;

  /** Opens the component without messages. */
  protected abstract PubSub open();

  /** Opens the component of each test. */
  @BeforeEach
  public final void openPubSub() {
    pubsub = open();
  }

  /** Closes it. */
  @AfterEach
  public final void closePubSub() {
    pubsub.close();
  }

  /** Returns the component under test. */
  protected final PubSub pubsub() {
    return pubsub;
  }

  @Test
  final void deliversBytesTopicAndMetadataAsPublished() {
    byte[] data = {0, -1, 'a', 10};
    List<Message> got = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe("t", got)) {
      pubsub.publish(new Message("t", data, Optional.empty(), Map.of("k", "v ü")));

      await().until(() -> got.size() == 1);
    }
    assertThat(got.getFirst().data()).isEqualTo(data);
    assertThat(got.getFirst().topic()).isEqualTo("t");
    assertThat(got.getFirst().metadata()).containsEntry("k", "v ü");
  }

  @Test
  final void deliversOnlyTheTopicThatWasSubscribedTo() {
    List<Message> got = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe("t", got)) {
      pubsub.publish(message("T", "other"));
      pubsub.publish(message("t2", "other"));
      pubsub.publish(message("t", "mine"));

      await().until(() -> !got.isEmpty());
    }
    assertThat(texts(got)).containsExactly("mine");
  }

  @Test
  final void publishesToATopicWithoutSubscribers() {
    pubsub.publish(message("nobody", "x"));
  }

  @Test
  final void deliversMessagesOfOnePartitionKeyInOrder() {
    List<Message> got = new CopyOnWriteArrayList<>();
    List<String> sent = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
    try (Subscription _ = subscribe("t", got)) {
      sent.forEach(text -> pubsub.publish(keyed("t", text, "one")));

      await().until(() -> got.size() == sent.size());
    }
    assertThat(texts(got)).containsExactlyElementsOf(sent);
  }

  @Test
  final void takesNothingMoreOnceTheSubscriptionIsClosedAndWaitsForHandlersUnderWay()
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<String> ended = new CopyOnWriteArrayList<>();
    Subscription subscription =
        pubsub.subscribe(
            "t",
            Map.of(),
            message -> {
              begun.countDown();
              awaitQuietly(mayEnd);
              ended.add("handler");
              return Outcome.ACK;
            });
    pubsub.publish(message("t", "1"));
    begun.await();
    Thread closing =
        Thread.startVirtualThread(
            () -> {
              subscription.close();
              ended.add("close");
            });
    mayEnd.countDown();
    closing.join();
    pubsub.publish(message("t", "2"));

    assertThat(ended).containsExactly("handler", "close");
  }

  @Test
  final void survivesAHandlerThatThrows() {
    List<String> got = new CopyOnWriteArrayList<>();
    try (Subscription _ =
        pubsub.subscribe(
            "t",
            Map.of(),
            message -> {
              got.add(text(message));
              if (text(message).equals("bad") && got.indexOf("bad") == got.size() - 1) {
                throw new IllegalStateException("on purpose");
              }
              return Outcome.ACK;
            })) {
      pubsub.publish(message("t", "bad"));
      pubsub.publish(message("t", "good"));

      await().until(() -> got.contains("good"));
    }
    assertThat(got).contains("bad", "good");
  }

  @TestFactory
  final Stream<DynamicTest> wildcards() {
    return pubsub instanceof PubSub.Wildcards
        ? Stream.of(dynamicTest("delivers topics that match a pattern", this::matches))
        : Stream.empty();
  }

  @TestFactory
  final Stream<DynamicTest> bulkPublish() {
    return pubsub instanceof PubSub.BulkPublisher bulk
        ? Stream.of(dynamicTest("publishes many at once", () -> publishesMany(bulk)))
        : Stream.empty();
  }

  @TestFactory
  final Stream<DynamicTest> deadLetters() {
    return pubsub instanceof PubSub.DeadLetterInbox inbox
        ? Stream.of(
            dynamicTest("keeps dead letters in their inboxes", () -> keepsLetters(inbox)),
            dynamicTest("publishes in a dead letter's place", () -> replacesLetters(inbox)),
            dynamicTest("keeps no dead letter that was handled", () -> handsLettersOn(inbox)))
        : Stream.empty();
  }

  private void keepsLetters(PubSub.DeadLetterInbox inbox) {
    inbox.keep("mine", List.of(message("dead", "1"), message("dead", "2")));
    inbox.keep("other", List.of(message("dead", "3")));

    assertThat(inbox.waiting("mine")).isEqualTo(2);
    List<PubSub.DeadLetter> first = inbox.letters("mine", "", 1);
    assertThat(first).extracting(letter -> text(letter.message())).containsExactly("1");
    assertThat(first.getFirst().since()).isEqualTo(context.now());
    String id = first.getFirst().id();
    assertThat(inbox.letters("mine", id, 10))
        .extracting(letter -> text(letter.message()))
        .containsExactly("2");
    assertThat(inbox.letter("mine", id)).isPresent();
    assertThat(inbox.letter("other", id)).isEmpty();
    assertThat(inbox.letter("mine", "nonsense")).isEmpty();
    assertThat(inbox.discard("other", id)).isFalse();
    assertThat(inbox.discard("mine", id)).isTrue();
    assertThat(inbox.discard("mine", id)).isFalse();
    assertThat(inbox.waiting("mine")).isEqualTo(1);
  }

  private void replacesLetters(PubSub.DeadLetterInbox inbox) {
    inbox.keep("second", List.of(message("dead2", "x")));
    String id = inbox.letters("second", "", 1).getFirst().id();
    List<Message> got = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe("t", got)) {
      assertThat(inbox.replace("other", id, message("t", "no"))).isFalse();
      assertThat(inbox.replace("second", id, message("t", "again"))).isTrue();
      assertThat(inbox.replace("second", id, message("t", "twice"))).isFalse();

      await().until(() -> !got.isEmpty());
    }
    assertThat(texts(got)).containsExactly("again");
    assertThat(inbox.waiting("second")).isZero();
  }

  private void handsLettersOn(PubSub.DeadLetterInbox inbox) {
    List<Message> got = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe("dead3", got)) {
      inbox.keep("third", List.of(message("dead3", "x")));

      await().until(() -> !got.isEmpty() && inbox.waiting("third") == 0);
    }
    assertThat(inbox.letters("third", "", 10)).isEmpty();
  }

  private void matches() {
    List<Message> got = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe("orders.*", got)) {
      pubsub.publish(message("orders.", "no"));
      pubsub.publish(message("orders", "no"));
      pubsub.publish(message("orders.new", "yes"));

      await().until(() -> !got.isEmpty());
    }
    assertThat(texts(got)).containsExactly("yes");
  }

  private void publishesMany(PubSub.BulkPublisher bulk) {
    List<Message> got = new CopyOnWriteArrayList<>();
    List<BulkEntry> entries =
        IntStream.range(0, 5)
            .mapToObj(i -> new BulkEntry("e" + i, bytes("" + i), "text/plain", Map.of("n", "" + i)))
            .toList();
    try (Subscription _ = subscribe("t", got)) {
      assertThat(bulk.publishAll("t", entries, Map.of())).isEmpty();

      await().until(() -> got.size() == 5);
    }
    assertThat(texts(got)).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
  }

  /** Subscribes and collects what arrives. */
  protected final Subscription subscribe(String topic, List<Message> got) {
    return pubsub.subscribe(
        topic,
        Map.of(),
        message -> {
          got.add(message);
          return Outcome.ACK;
        });
  }

  /** Returns a message without key. */
  protected static Message message(String topic, String text) {
    return new Message(topic, bytes(text), Optional.empty(), Map.of());
  }

  /** Returns a message with a partition key. */
  protected static Message keyed(String topic, String text, String key) {
    return new Message(topic, bytes(text), Optional.empty(), Map.of("partitionKey", key));
  }

  /** Returns the message's data as text. */
  protected static String text(Message message) {
    return new String(message.data(), StandardCharsets.UTF_8);
  }

  /** Returns the messages' data as texts. */
  protected static List<String> texts(List<Message> messages) {
    return messages.stream().map(PubSubContract::text).toList();
  }

  /** Waits; an interrupt ends the wait and stays set. */
  protected static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
