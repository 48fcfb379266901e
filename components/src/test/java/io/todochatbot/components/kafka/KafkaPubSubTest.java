package io.todochatbot.components.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.PubSub.Message;
import io.todochatbot.spi.PubSub.Outcome;
import io.todochatbot.spi.PubSub.Subscription;
import io.todochatbot.spi.PubSubContract;
import io.todochatbot.spi.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPubSubTest extends PubSubContract {
  @TempDir static Path folder;
  private static KafkaNode node;

  private final String group = "g-" + UUID.randomUUID();
  private final String topic = "topic-" + UUID.randomUUID();
  private final List<PubSub> others = new ArrayList<>();

  @BeforeAll
  static void startNode() {
    node = KafkaNode.start(folder);
  }

  @AfterAll
  static void stopNode() {
    node.close();
  }

  @Override
  protected PubSub open() {
    return connect(new Given());
  }

  @AfterEach
  void closeOthers() {
    others.forEach(PubSub::close);
  }

  @Test
  void tellsOfARecordWhatKafkaKnowsAndEscapesItIfAsked() {
    List<Message> got = new CopyOnWriteArrayList<>();
    Given escaping = new Given();
    escaping.escapeHeaders = true;
    escaping.group = group + "-2";
    escaping.excluded = Optional.of("^secret");
    List<Message> escaped = new CopyOnWriteArrayList<>();
    try (Subscription _ = subscribe(topic, got);
        Subscription _ = collect(other(escaping), topic, escaped)) {
      pubsub()
          .publish(
              new Message(
                  topic,
                  bytes("x"),
                  Optional.empty(),
                  Map.of("partitionKey", "a b", "who", "é", "secret1", "s")));

      await().until(() -> got.size() == 1 && escaped.size() == 1);
    }
    assertThat(got.getFirst().metadata())
        .containsEntry("__key", "a b")
        .containsEntry("__topic", topic)
        .containsEntry("__offset", "0")
        .containsEntry("who", "é")
        .containsKeys("__partition", "__timestamp", "secret1");
    assertThat(escaped.getFirst().metadata())
        .containsEntry("__key", "a+b")
        .containsEntry("who", "%C3%A9")
        .doesNotContainKey("secret1");
  }

  @Test
  void deliversAgainWhatWasRefusedBeforeAnythingThatCameLaterInItsPartition() {
    List<String> got = new CopyOnWriteArrayList<>();
    try (Subscription _ =
        pubsub()
            .subscribe(
                topic,
                Map.of(),
                message -> {
                  got.add(text(message));
                  return got.size() < 4 ? Outcome.RETRY : Outcome.ACK;
                })) {
      pubsub().publish(keyed(topic, "1", "k"));
      pubsub().publish(keyed(topic, "2", "k"));

      await().until(() -> got.size() >= 5);
    }
    assertThat(got).containsExactly("1", "1", "1", "1", "2");
  }

  @Test
  void goesOnWithTheNextMessageWhereAsManyTriesAsAllowedHaveFailed() {
    Given given = new Given();
    given.maxRetries = 2;
    List<String> got = new CopyOnWriteArrayList<>();
    try (Subscription _ =
        other(given)
            .subscribe(
                topic,
                Map.of(),
                message -> {
                  got.add(text(message));
                  return text(message).equals("bad") ? Outcome.RETRY : Outcome.ACK;
                })) {
      pubsub().publish(keyed(topic, "bad", "k"));
      pubsub().publish(keyed(topic, "good", "k"));

      await().until(() -> got.contains("good"));
    }
    assertThat(got).containsExactly("bad", "bad", "bad", "good");
  }

  @Test
  void deliversBatchesAndOnlyWhatWasRefusedOfThemAgain() {
    List<List<String>> batches = new CopyOnWriteArrayList<>();
    PubSub.BulkSubscriber bulk = (PubSub.BulkSubscriber) pubsub();
    try (Subscription _ =
        bulk.subscribeAll(
            topic,
            Map.of(),
            3,
            Duration.ofSeconds(20),
            messages -> {
              batches.add(texts(messages));
              return messages.stream()
                  .map(
                      m -> batches.size() == 1 && text(m).equals("2") ? Outcome.RETRY : Outcome.ACK)
                  .toList();
            })) {
      for (int i = 1; i <= 6; i++) {
        pubsub().publish(keyed(topic, Integer.toString(i), "k"));
      }

      await().until(() -> batches.size() == 3);
    }
    assertThat(batches)
        .containsExactly(List.of("1", "2", "3"), List.of("2"), List.of("4", "5", "6"));
  }

  @Test
  void handsOnAnIncompleteBatchWhenItsTimeIsUp() {
    List<List<String>> batches = new CopyOnWriteArrayList<>();
    PubSub.BulkSubscriber bulk = (PubSub.BulkSubscriber) pubsub();
    try (Subscription _ =
        bulk.subscribeAll(
            topic,
            Map.of(),
            100,
            Duration.ofMillis(50),
            messages -> {
              batches.add(texts(messages));
              return messages.stream().map(m -> Outcome.ACK).toList();
            })) {
      pubsub().publish(message(topic, "alone"));

      await().until(() -> !batches.isEmpty());
    }
    assertThat(batches).containsExactly(List.of("alone"));
  }

  @Test
  void givesAGroupThatComesBackAllItMissed() {
    subscribe(topic, new CopyOnWriteArrayList<>()).close();
    pubsub().publish(message(topic, "missed"));

    List<Message> got = new CopyOnWriteArrayList<>();
    try (Subscription _ = collect(other(new Given()), topic, got)) {
      await().until(() -> texts(got).equals(List.of("missed")));
    }
  }

  @Test
  void beginsANewGroupWithTheOldestMessageOrTheNextOne() {
    pubsub().publish(message(topic, "old"));
    Given oldest = new Given();
    oldest.group = group + "-o";
    oldest.initialOffset = "oldest";
    List<Message> all = new CopyOnWriteArrayList<>();
    List<Message> later = new CopyOnWriteArrayList<>();
    try (Subscription _ = collect(other(oldest), topic, all);
        Subscription _ = subscribe(topic, later)) {
      pubsub().publish(message(topic, "new"));

      await().until(() -> all.size() == 2 && later.size() == 1);
    }
    assertThat(texts(all)).containsExactlyInAnyOrder("old", "new");
    assertThat(texts(later)).containsExactly("new");
  }

  @Test
  void losesNothingAndKeepsTheOrderOfAKeyWhileConsumersComeAndGo() {
    int messages = 300;
    ConcurrentHashMap<String, Integer> last = new ConcurrentHashMap<>();
    ConcurrentHashMap<String, Integer> got = new ConcurrentHashMap<>();
    AtomicInteger gaps = new AtomicInteger();
    PubSub.Handler handler =
        message -> {
          String key = message.metadata().get("__key");
          int number = Integer.parseInt(text(message));
          // what is delivered again may be old, but nothing may be left out
          if (number > last.getOrDefault(key, -1) + 1) {
            gaps.incrementAndGet();
          }
          last.merge(key, number, Math::max);
          got.merge(key + number, 1, Integer::sum);
          return Outcome.ACK;
        };
    List<Subscription> subscriptions = new ArrayList<>();
    subscriptions.add(other(new Given()).subscribe(topic, Map.of(), handler));
    for (int i = 0; i < messages; i++) {
      if (i % 100 == 50) {
        subscriptions.add(other(new Given()).subscribe(topic, Map.of(), handler));
      }
      if (i % 100 == 99) {
        subscriptions.removeFirst().close();
      }
      for (String key : List.of("a", "b", "c")) {
        pubsub().publish(keyed(topic, Integer.toString(i), key));
      }
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> got.size() == 3 * messages);
    subscriptions.forEach(Subscription::close);
    assertThat(gaps).hasValue(0);
  }

  @Test
  void deliversEverythingThatWasAcknowledgedThoughTheNodeIsKilledMeanwhile() {
    List<String> acknowledged = new CopyOnWriteArrayList<>();
    List<Message> got = new CopyOnWriteArrayList<>();
    AtomicBoolean publishing = new AtomicBoolean(true);
    try (Subscription _ = subscribe(topic, got)) {
      Thread publisher =
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; publishing.get(); i++) {
                  String text = Integer.toString(i);
                  try {
                    pubsub().publish(message(topic, text));
                    acknowledged.add(text);
                  } catch (ComponentException e) {
                    // not acknowledged: may be lost
                    await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                  }
                }
              });
      await().until(() -> acknowledged.size() > 100);
      node.kill();
      node.restart();
      int before = acknowledged.size();
      await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 100);
      publishing.set(false);
      await().until(() -> !publisher.isAlive());

      await().atMost(Duration.ofSeconds(60)).until(() -> texts(got).containsAll(acknowledged));
    }
  }

  @Test
  void holdsAHandlerThatTakesLongerThanASessionInItsGroup() {
    Given given = new Given();
    given.sessionTimeout = Duration.ofSeconds(6);
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<String> got = new CopyOnWriteArrayList<>();
    try (Subscription _ =
        other(given)
            .subscribe(
                topic,
                Map.of(),
                message -> {
                  got.add(text(message));
                  awaitQuietly(mayEnd);
                  return Outcome.ACK;
                })) {
      pubsub().publish(message(topic, "slow"));
      await().until(() -> got.size() == 1);
      await()
          .during(Duration.ofSeconds(8))
          .atMost(Duration.ofSeconds(12))
          .until(() -> got.size() == 1);
      mayEnd.countDown();
    }
    assertThat(got).containsExactly("slow");
  }

  @Test
  void signsInByPasswordInEachMechanism() {
    for (String mechanism : List.of("PLAINTEXT", "SHA-256", "SHA-512")) {
      Given given = new Given();
      given.brokers = node.sasl();
      given.authType = "password";
      given.user = KafkaNode.USER;
      given.password = KafkaNode.PASSWORD;
      given.mechanism = mechanism;
      given.disableTls = true;
      other(given).publish(message(topic, mechanism));
    }
    Given wrong = new Given();
    wrong.brokers = node.sasl();
    wrong.authType = "password";
    wrong.user = KafkaNode.USER;
    wrong.password = "wrong";
    wrong.disableTls = true;
    assertThatThrownBy(() -> other(wrong))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("Authentication failed");
  }

  @Test
  void signsInByCertificateAndChecksTheBrokers() {
    TestAuthority.Issued issued = node.authority().issue("me");
    Given given = new Given();
    given.brokers = node.tls();
    given.authType = "mtls";
    given.clientCert = issued.certificatePem();
    given.clientKey = issued.keyPem();
    given.caCert = node.authority().pem();
    other(given).publish(message(topic, "x"));

    given.caCert = TestAuthority.named("stranger").pem();
    assertThatThrownBy(() -> other(given))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("PKIX path building failed");
    given.skipVerify = true;
    other(given).publish(message(topic, "y"));
  }

  @Test
  void takesEveryCompression() {
    List<Message> got = new CopyOnWriteArrayList<>();
    List<String> kinds = List.of("none", "gzip", "snappy", "lz4", "zstd");
    try (Subscription _ = subscribe(topic, got)) {
      for (String kind : kinds) {
        Given given = new Given();
        given.compression = kind;
        given.batchSize = Optional.of(16384);
        given.batchTimeout = Optional.of(Duration.ofMillis(10));
        other(given).publish(message(topic, kind));
      }
      await().until(() -> got.size() == kinds.size());
    }
    assertThat(texts(got)).containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void refusesAMessageThatIsTooLong() {
    Given given = new Given();
    given.maxMessageBytes = Optional.of(2000);
    PubSub small = other(given);
    String text = IntStream.range(0, 600).mapToObj(Integer::toString).reduce("", String::concat);
    String tooLong = text + UUID.randomUUID() + text;

    small.publish(message(topic, text));
    assertThatThrownBy(() -> small.publish(message(topic, tooLong)))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("max.request.size");
    assertThat(
            ((PubSub.BulkPublisher) small)
                .publishAll(topic, List.of(entry("1", "ok"), entry("2", tooLong)), Map.of()))
        .extracting(PubSub.Failure::entryId)
        .containsExactly("2");
  }

  @Test
  void answersAPingAsLongAsThereIsANode() {
    pubsub().ping();
  }

  private static PubSub.BulkEntry entry(String id, String text) {
    return new PubSub.BulkEntry(id, bytes(text), "text/plain", Map.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Subscription collect(PubSub pubsub, String topic, List<Message> got) {
    return pubsub.subscribe(
        topic,
        Map.of(),
        message -> {
          got.add(message);
          return Outcome.ACK;
        });
  }

  private PubSub other(Given given) {
    PubSub other = connect(given);
    others.add(other);
    return other;
  }

  private PubSub connect(Given given) {
    if (given.brokers.isEmpty()) {
      given.brokers = node.plain();
    }
    if (given.group.isEmpty()) {
      given.group = group;
    }
    return KafkaPubSub.open(given.settings(), context.context());
  }
}
