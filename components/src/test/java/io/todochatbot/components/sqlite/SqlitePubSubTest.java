package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.components.sqlite.SqlitePubSub.InitialOffset;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.PubSub.Message;
import io.todochatbot.spi.PubSub.Outcome;
import io.todochatbot.spi.PubSub.Subscription;
import io.todochatbot.spi.PubSubContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePubSubTest extends PubSubContract {
  @TempDir Path folder;

  private final List<PubSub> others = new ArrayList<>();

  @Override
  protected PubSub open() {
    return open("app1", InitialOffset.OLDEST);
  }

  @AfterEach
  void closeOthers() {
    others.forEach(PubSub::close);
  }

  @Test
  void givesASubscriberThatRestartsAllItMissed() {
    subscribe("t", new CopyOnWriteArrayList<>()).close();
    pubsub().publish(message("t", "missed"));
    pubsub().close();

    List<Message> got = new CopyOnWriteArrayList<>();
    collect(other("app1"), "t", got);

    await().until(() -> texts(got).equals(List.of("missed")));
  }

  @Test
  void letsANewGroupBeginWithTheOldestMessageOrTheNextOne() {
    pubsub().publish(message("t", "old"));
    List<Message> fromOldest = new CopyOnWriteArrayList<>();
    List<Message> fromNext = new CopyOnWriteArrayList<>();
    collect(other("app2"), "t", fromOldest);
    collect(other("app3", InitialOffset.NEWEST), "t", fromNext);

    pubsub().publish(keyed("t", "new", "k"));

    await().until(() -> fromOldest.size() == 2 && fromNext.size() == 1);
    assertThat(texts(fromOldest)).containsExactlyInAnyOrder("old", "new");
    assertThat(texts(fromNext)).containsExactly("new");
  }

  @Test
  void sharesMessagesAmongTheConsumersOfAGroupAndGivesEachGroupAll() {
    List<Message> shared = new CopyOnWriteArrayList<>();
    List<Message> all = new CopyOnWriteArrayList<>();
    subscribe("t", shared);
    collect(other("app1"), "t", shared);
    collect(other("app2"), "t", all);

    IntStream.range(0, 100).forEach(i -> pubsub().publish(message("t", "" + i)));

    await().until(() -> all.size() == 100 && shared.size() == 100);
    assertThat(texts(shared)).doesNotHaveDuplicates();
    assertThat(texts(all)).doesNotHaveDuplicates();
  }

  @Test
  void keepsTheOrderOfAKeyAcrossCompetingConsumers() {
    List<Message> got = new CopyOnWriteArrayList<>();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    PubSub.Handler handler =
        message -> {
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          got.add(message);
          Thread.onSpinWait();
          atOnce.decrementAndGet();
          return Outcome.ACK;
        };
    pubsub().subscribe("t", Map.of(), handler);
    other("app1").subscribe("t", Map.of(), handler);
    List<String> sent = IntStream.range(0, 100).mapToObj(Integer::toString).toList();

    sent.forEach(text -> pubsub().publish(keyed("t", text, "one")));

    await().until(() -> got.size() == sent.size());
    assertThat(texts(got)).containsExactlyElementsOf(sent);
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void deliversAgainWhatIsToBeRetriedAndKeepsTheOrderOfItsKeyMeanwhile() {
    List<String> got = new CopyOnWriteArrayList<>();
    pubsub()
        .subscribe(
            "t",
            Map.of(),
            message -> {
              got.add(text(message));
              long tries = got.stream().filter(text(message)::equals).count();
              return text(message).equals("1") && tries < 3 ? Outcome.RETRY : Outcome.ACK;
            });

    pubsub().publish(keyed("t", "1", "k"));
    pubsub().publish(keyed("t", "2", "k"));
    pubsub().publish(message("t", "free"));

    await().until(() -> got.contains("2"));
    assertThat(got.stream().filter(text -> !text.equals("free")))
        .containsExactly("1", "1", "1", "2");
    assertThat(got).contains("free");
  }

  @Test
  void deliversSideBySideUpToTheLimit() throws InterruptedException {
    CountDownLatch three = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    pubsub()
        .subscribe(
            "t",
            Map.of(),
            message -> {
              three.countDown();
              awaitQuietly(end);
              return Outcome.ACK;
            });

    IntStream.range(0, 3).forEach(i -> pubsub().publish(message("t", "" + i)));

    three.await();
    end.countDown();
  }

  @Test
  void givesBackOnCloseWhatItHadInHandAndNotHandled() {
    List<Message> got = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    Subscription failing =
        pubsub()
            .subscribe(
                "t",
                Map.of(),
                message -> {
                  begun.countDown();
                  return Outcome.RETRY;
                });
    IntStream.range(0, 30).forEach(i -> pubsub().publish(keyed("t", "" + i, "k" + i % 3)));
    awaitQuietly(begun);
    failing.close();

    subscribe("t", got);

    await().until(() -> got.size() == 30);
    assertThat(texts(got)).doesNotHaveDuplicates();
  }

  @Test
  void doesNotDeliverAMessageWhoseTimeHasPassed() {
    pubsub().publish(ttl("gone", "5"));
    pubsub().publish(ttl("never", "0"));
    pubsub().publish(ttl("stays", "100"));
    pubsub().publish(ttl("for ever", "-1"));
    context.advance(Duration.ofSeconds(6));

    List<Message> got = new CopyOnWriteArrayList<>();
    subscribe("t", got);

    await().until(() -> got.size() == 2);
    assertThat(texts(got)).containsExactlyInAnyOrder("stays", "for ever");
  }

  @Test
  void refusesWorkOnceItIsClosedAndSettingsThatCannotWork() {
    pubsub().close();

    assertThatThrownBy(() -> pubsub().publish(message("t", "x")))
        .isInstanceOf(ComponentException.class)
        .hasMessage("component is closed");
    assertThatThrownBy(
            () -> new SqlitePubSub(settings("", InitialOffset.OLDEST), context.context()))
        .hasMessage("missing connection string");
  }

  @Test
  void keepsDeadLettersInTheFileWhateverTheirTimeToLive() {
    PubSub.DeadLetterInbox inbox = (PubSub.DeadLetterInbox) pubsub();
    inbox.keep("app1/t", List.of(ttl("x", "1")));
    pubsub().close();
    context.advance(Duration.ofHours(1));

    PubSub.DeadLetterInbox again = (PubSub.DeadLetterInbox) other("app1");

    assertThat(again.letters("app1/t", "", 9))
        .extracting(letter -> text(letter.message()))
        .containsExactly("x");
  }

  @Test
  void takesNoDeadLetterThatAFullInboxHasNoRoomFor() {
    PubSub.DeadLetterInbox inbox = (PubSub.DeadLetterInbox) pubsub();
    inbox.keep("app1/t", List.of(message("dead", "1"), message("dead", "2")));

    assertThatThrownBy(
            () -> inbox.keep("app1/t", List.of(message("dead", "3"), message("dead", "4"))))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "the inbox app1/t is full: 3 dead letters wait there;"
                + " send them again or discard them");
    assertThat(inbox.waiting("app1/t")).isEqualTo(2);
    inbox.keep("app1/t", List.of(message("dead", "3")));
    assertThat(inbox.waiting("app1/t")).isEqualTo(3);
  }

  private static Message ttl(String text, String seconds) {
    Message plain = message("t", text);
    return new Message("t", plain.data(), plain.contentType(), Map.of("ttlInSeconds", seconds));
  }

  private void collect(PubSub from, String topic, List<Message> got) {
    from.subscribe(
        topic,
        Map.of(),
        message -> {
          got.add(message);
          return Outcome.ACK;
        });
  }

  private PubSub other(String appId) {
    return other(appId, InitialOffset.OLDEST);
  }

  private PubSub other(String appId, InitialOffset offset) {
    PubSub other = open(appId, offset);
    others.add(other);
    return other;
  }

  private PubSub open(String appId, InitialOffset offset) {
    return new SqlitePubSub(
        settings(folder.resolve("p.db").toString(), offset), context.context(appId));
  }

  static SqlitePubSub.Settings settings(String file) {
    return settings(file, InitialOffset.OLDEST);
  }

  private static SqlitePubSub.Settings settings(String file, InitialOffset offset) {
    return new SqlitePubSub.Settings(
        file,
        "",
        offset,
        10,
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofHours(1),
        Duration.ofDays(7),
        3,
        Duration.ofSeconds(20),
        Duration.ofSeconds(2),
        false);
  }
}
