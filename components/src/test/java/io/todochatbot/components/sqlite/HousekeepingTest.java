package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.PubSub.Message;
import io.todochatbot.spi.TestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class HousekeepingTest {
  private static final ProcessMark OTHER_CONTAINER =
      new ProcessMark(ProcessMark.own().machine(), "pid:[1] 1 2001-01-01T00:00:00Z");

  @TempDir Path folder;

  private final TestContext context = new TestContext();
  private final AtomicInteger released = new AtomicInteger();
  private SqliteFile file;
  private Housekeeping housekeeping;

  @BeforeEach
  void openFile() {
    SqlitePubSub.Settings settings = settings();
    file =
        SqliteFile.open(
            new SqliteFile.Options(
                settings.connectionString(),
                settings.timeout(),
                settings.busyTimeout(),
                settings.disableWAL()),
            PubSubTables::prepare);
    housekeeping = keep(consumers(ProcessMark.own()));
  }

  @AfterEach
  void closeFile() {
    housekeeping.close();
    file.close();
  }

  @Test
  void removesMessagesOnceEveryGroupHasHandledThemAndTheirTimeIsOver() {
    publish("handled");
    Deliveries deliveries = deliveries("g", consumers(ProcessMark.own()));
    deliveries.take(9).forEach(deliveries::done);
    publish("in hand");
    assertThat(deliveries.take(9)).hasSize(1);
    publish("waiting");

    housekeeping.clean();
    assertThat(messages()).containsExactly("handled", "in hand", "waiting");
    context.advance(Duration.ofMinutes(61));
    housekeeping.clean();
    assertThat(messages()).containsExactly("in hand", "waiting");
  }

  @Test
  void forgetsAGroupThatNobodyConsumesAnyMore() {
    Deliveries deliveries = deliveries("g", consumers(ProcessMark.own()));
    publish("never handled");
    deliveries.take(9);
    deliveries.release();
    context.advance(Duration.ofDays(6));
    housekeeping.clean();
    assertThat(messages()).hasSize(1);

    context.advance(Duration.ofDays(2));
    housekeeping.clean();

    assertThat(messages()).isEmpty();
  }

  @Test
  void leavesDeadLettersUntilTheyAreHandled() {
    SqliteDeadLetters inbox =
        new SqliteDeadLetters(file, new MessageSql(context.context().clock()), 9, () -> {});
    inbox.keep(
        "app/t",
        List.of(
            new Message("t", "dead".getBytes(StandardCharsets.UTF_8), Optional.empty(), Map.of())));
    context.advance(Duration.ofDays(30));
    housekeeping.clean();
    assertThat(messages()).containsExactly("dead");
    assertThat(inbox.waiting("app/t")).isOne();

    Deliveries deliveries = deliveries("g", consumers(ProcessMark.own()));
    deliveries.take(9).forEach(deliveries::done);
    await().until(() -> inbox.waiting("app/t") == 0);
    housekeeping.clean();
    assertThat(messages()).isEmpty();
    assertThat(count("SELECT count(*) FROM dead_letters")).isZero();
  }

  @Test
  void setsFreeWhatAConsumerHadThatIsNotSeenAnyMore() {
    Consumers elsewhere = consumers(OTHER_CONTAINER);
    Deliveries theirs = deliveries("g", elsewhere);
    publish("in hand");
    assertThat(theirs.take(9)).hasSize(1);
    Deliveries mine = deliveries("g", consumers(ProcessMark.own()));
    keep(consumers(ProcessMark.own())).close();
    assertThat(mine.take(9)).isEmpty();

    context.advance(Duration.ofSeconds(20));
    keep(consumers(ProcessMark.own())).close();

    assertThat(released).hasValue(1);
    assertThat(mine.take(9)).hasSize(1);
  }

  @Test
  void showsAConsumerAgainThatOthersTookForGone() {
    Consumers elsewhere = consumers(OTHER_CONTAINER);
    deliveries("g", elsewhere);
    context.advance(Duration.ofSeconds(20));
    keep(consumers(ProcessMark.own())).close();
    assertThat(count("SELECT count(*) FROM consumers")).isZero();

    file.writeRelaxed(elsewhere::beat);

    assertThat(count("SELECT count(*) FROM consumers")).isOne();
  }

  private Housekeeping keep(Consumers consumers) {
    return new Housekeeping(
        file,
        consumers,
        settings(),
        context.context().clock(),
        context.context().log(),
        released::incrementAndGet);
  }

  private Consumers consumers(ProcessMark process) {
    return new Consumers(context.context().clock(), process);
  }

  private Deliveries deliveries(String group, Consumers consumers) {
    Consumer consumer = file.writeAll(s -> consumers.register(s, "t", group, true));
    return new Deliveries(
        file, consumers, consumer, context.context().clock(), context.context().log());
  }

  private void publish(String text) {
    MessageSql sql = new MessageSql(context.context().clock());
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    file.write(s -> sql.insert(s, new Message("t", data, Optional.empty(), Map.of())));
  }

  private List<String> messages() {
    return file.write(
        s -> s.query("SELECT data FROM messages ORDER BY id", row -> row.getString(1)));
  }

  private int count(String sql) {
    return file.write(s -> s.query(sql, row -> row.getInt(1))).getFirst();
  }

  private SqlitePubSub.Settings settings() {
    return SqlitePubSubTest.settings(folder.resolve("p.db").toString());
  }
}
