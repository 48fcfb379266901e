package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.todochatbot.spi.StateStore.Concurrency;
import io.todochatbot.spi.StateStore.Delete;
import io.todochatbot.spi.StateStore.Entry;
import io.todochatbot.spi.StateStore.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every state store must do; optional abilities are tested where the store has them. */
public abstract class StateStoreContract {
  private static final String KEY = "app1||k";

  /** The store's surroundings and clock. */
  protected final TestContext context = new TestContext();

  private StateStore store;

  /** Opens an empty store. */
  protected abstract StateStore open();

  /** Opens the store of each test. */
  @BeforeEach
  public final void openStore() {
    store = open();
  }

  /** Closes it. */
  @AfterEach
  public final void closeStore() {
    store.close();
  }

  /** Returns the store under test. */
  protected final StateStore store() {
    return store;
  }

  @Test
  final void returnsWhatWasStoredByteForByte() {
    for (byte[] value :
        List.of(bytes("text ü €"), bytes(""), bytes("\"json\""), new byte[] {0, -1, 13, 10})) {
      store.apply(write(KEY, value));

      assertThat(found(KEY).value()).isEqualTo(value);
    }
  }

  @Test
  final void findsNothingUnderAKeyNeverWrittenOrRemoved() {
    store.apply(write(KEY, "v"));
    store.apply(delete(KEY));
    store.apply(delete(KEY));

    assertThat(store.get(KEY, Map.of())).isEmpty();
    assertThat(store.get("other", Map.of())).isEmpty();
  }

  @Test
  final void tellsKeysApartThatDifferOnlyInCaseOrAccents() {
    List<String> keys = List.of("k", "K", "kü", "ku", "a/b", "a%2Fb", "a b", "a\\_%*[x]");
    keys.forEach(key -> store.apply(write(key, key)));

    keys.forEach(key -> assertThat(text(key)).isEqualTo(key));
  }

  @Test
  final void givesEveryWriteANewEtag() {
    store.apply(write(KEY, "v"));
    String first = found(KEY).etag();
    store.apply(write(KEY, "v"));

    assertThat(found(KEY).etag()).isNotEmpty().isNotEqualTo(first);
  }

  @Test
  final void writesAndRemovesUnderTheRightEtagOnly() {
    store.apply(write(KEY, "v1"));
    String stale = found(KEY).etag();
    store.apply(write(KEY, "v2", stale));

    assertMismatch(() -> store.apply(write(KEY, "v3", stale)));
    assertMismatch(() -> store.apply(delete(KEY, stale)));
    assertThat(text(KEY)).isEqualTo("v2");
    store.apply(delete(KEY, found(KEY).etag()));
    assertThat(store.get(KEY, Map.of())).isEmpty();
  }

  @Test
  final void takesAnEmptyEtagAsNone() {
    store.apply(write(KEY, "v1", ""));
    store.apply(write(KEY, "v2", ""));
    store.apply(delete(KEY, ""));

    assertThat(store.get(KEY, Map.of())).isEmpty();
  }

  @Test
  final void letsOnlyTheFirstWriterWinWhereAsked() {
    store.apply(firstWrite(KEY, "v1"));

    assertMismatch(() -> store.apply(firstWrite(KEY, "v2")));
    assertThat(text(KEY)).isEqualTo("v1");
    store.apply(delete(KEY));
    store.apply(firstWrite(KEY, "v3"));
    assertThat(text(KEY)).isEqualTo("v3");
  }

  @Test
  final void letsExactlyOneOfManyWritersWithOneEtagWin() throws Exception {
    store.apply(write(KEY, "v"));
    String etag = found(KEY).etag();
    AtomicInteger wins = new AtomicInteger();
    List<Callable<Boolean>> writers =
        IntStream.range(0, 16).<Callable<Boolean>>mapToObj(i -> () -> tryWrite(i, etag)).toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> won : threads.invokeAll(writers)) {
        wins.addAndGet(won.get() ? 1 : 0);
      }
    }

    assertThat(wins).hasValue(1);
  }

  @TestFactory
  final Stream<DynamicTest> timeToLive() {
    return store instanceof StateStore.TimeToLive
        ? Stream.of(
            dynamicTest("lets an entry expire and says when", this::expires),
            dynamicTest("takes an expired entry as absent", this::expiredIsAbsent),
            dynamicTest("refuses a time that is no number", this::refusesWords),
            dynamicTest("keeps an entry for ever once it is written without a time", this::renews))
        : Stream.empty();
  }

  @TestFactory
  final Stream<DynamicTest> transactions() {
    return store instanceof StateStore.Transactional many
        ? Stream.of(
            dynamicTest("applies all changes in order", () -> appliesAll(many)),
            dynamicTest("applies none if one is refused", () -> appliesNone(many)))
        : Stream.empty();
  }

  @TestFactory
  final Stream<DynamicTest> bulkGet() {
    return store instanceof StateStore.BulkGet bulk
        ? Stream.of(dynamicTest("reads several keys at once", () -> readsSeveral(bulk)))
        : Stream.empty();
  }

  @TestFactory
  final Stream<DynamicTest> keysLike() {
    return store instanceof StateStore.KeysLike keys
        ? Stream.of(dynamicTest("lists keys page by page in order", () -> lists(keys)))
        : Stream.empty();
  }

  @TestFactory
  final Stream<DynamicTest> deleteWithPrefix() {
    return store instanceof StateStore.DeleteWithPrefix prefix
        ? Stream.of(dynamicTest("removes the keys of one level", () -> removesLevel(prefix)))
        : Stream.empty();
  }

  private void expires() {
    store.apply(expiring(KEY, Duration.ofSeconds(5)));

    assertThat(found(KEY).expires().orElseThrow())
        .isBetween(context.now().plusSeconds(4), context.now().plusSeconds(6));
    context.advance(Duration.ofMillis(4_500));
    assertThat(store.get(KEY, Map.of())).isPresent();
    context.advance(Duration.ofMillis(1_500));
    assertThat(store.get(KEY, Map.of())).isEmpty();
  }

  private void expiredIsAbsent() {
    store.apply(expiring("gone", Duration.ofSeconds(1)));
    String etag = found("gone").etag();
    context.advance(Duration.ofSeconds(3));

    assertMismatch(() -> store.apply(write("gone", "w", etag)));
    store.apply(firstWrite("gone", "new"));
    assertThat(text("gone")).isEqualTo("new");
  }

  private void refusesWords() {
    Write words =
        new Write(
            "w",
            bytes("v"),
            Optional.empty(),
            Concurrency.LAST_WRITE,
            Optional.empty(),
            Map.of("TTLinseconds", "abc"));

    assertThatThrownBy(() -> store.apply(words)).isInstanceOf(ComponentException.class);
    assertThat(store.get("w", Map.of())).isEmpty();
  }

  private void renews() {
    store.apply(expiring("renewed", Duration.ofSeconds(5)));
    store.apply(write("renewed", "w"));

    assertThat(found("renewed").expires()).isEmpty();
    context.advance(Duration.ofDays(1));
    assertThat(text("renewed")).isEqualTo("w");
  }

  private void appliesAll(StateStore.Transactional many) {
    store.apply(write("t1", "old"));
    many.applyAll(List.of(delete("t1"), write("t2", "a"), write("t2", "b"), write("t1", "new")));
    many.applyAll(List.of());

    assertThat(text("t1")).isEqualTo("new");
    assertThat(text("t2")).isEqualTo("b");
  }

  private void appliesNone(StateStore.Transactional many) {
    store.apply(write("t3", "old"));

    assertMismatch(
        () ->
            many.applyAll(
                List.of(
                    write("t3", "new"), write("t4", "x"), delete("t3"), write("t5", "y", "99"))));

    assertThat(text("t3")).isEqualTo("old");
    assertThat(store.get("t4", Map.of())).isEmpty();
  }

  private void readsSeveral(StateStore.BulkGet bulk) {
    store.apply(write("b1", "1"));
    store.apply(write("b2", "2"));

    Map<String, Entry> found = bulk.getAll(List.of("b2", "none", "b1", "b1"), Map.of());

    assertThat(found).containsOnlyKeys("b1", "b2");
    assertThat(Optional.ofNullable(found.get("b1")).map(Entry::etag)).contains(found("b1").etag());
    assertThat(bulk.getAll(List.of(), Map.of())).isEmpty();
  }

  private void lists(StateStore.KeysLike keys) {
    for (String key : List.of("l||b", "l||c", "l||a", "l_||x", "L||a", "l||")) {
      store.apply(write(key, "v"));
    }

    assertThat(keys.keys("l||", Optional.empty(), 2)).containsExactly("l||", "l||a");
    assertThat(keys.keys("l||", Optional.of("l||a"), 9)).containsExactly("l||b", "l||c");
    assertThat(keys.keys("l_", Optional.empty(), 9)).containsExactly("l_||x");
  }

  private void removesLevel(StateStore.DeleteWithPrefix prefix) {
    for (String key : List.of("d||a||1", "d||a||2", "d||a||b||3", "d||b||1")) {
      store.apply(write(key, "v"));
    }

    assertThat(prefix.deleteWithPrefix("d||a||")).isEqualTo(2);
    assertThat(store.get("d||a||1", Map.of())).isEmpty();
    assertThat(store.get("d||a||b||3", Map.of())).isPresent();
    assertThat(store.get("d||b||1", Map.of())).isPresent();
  }

  private boolean tryWrite(int writer, String etag) {
    try {
      store.apply(write(KEY, "by " + writer, etag));
      return true;
    } catch (ComponentException.EtagMismatch expected) {
      return false;
    }
  }

  private static void assertMismatch(ThrowingCallable work) {
    assertThatThrownBy(work).isInstanceOf(ComponentException.EtagMismatch.class);
  }

  private Entry found(String key) {
    return store.get(key, Map.of()).orElseThrow();
  }

  private String text(String key) {
    return new String(found(key).value(), StandardCharsets.UTF_8);
  }

  /** Returns a text as bytes. */
  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns an unconditional write. */
  protected static Write write(String key, String value) {
    return write(key, bytes(value));
  }

  private static Write write(String key, byte[] value) {
    return write(key, value, Optional.empty(), Concurrency.LAST_WRITE, Optional.empty());
  }

  private static Write write(String key, String value, String etag) {
    return write(key, bytes(value), Optional.of(etag), Concurrency.LAST_WRITE, Optional.empty());
  }

  private static Write firstWrite(String key, String value) {
    return write(key, bytes(value), Optional.empty(), Concurrency.FIRST_WRITE, Optional.empty());
  }

  private static Write expiring(String key, Duration ttl) {
    return write(key, bytes("v"), Optional.empty(), Concurrency.LAST_WRITE, Optional.of(ttl));
  }

  private static Write write(
      String key, byte[] value, Optional<String> etag, Concurrency rule, Optional<Duration> ttl) {
    return new Write(key, value, etag, rule, ttl, Map.of());
  }

  private static Delete delete(String key) {
    return new Delete(key, Optional.empty(), Concurrency.LAST_WRITE, Map.of());
  }

  private static Delete delete(String key, String etag) {
    return new Delete(key, Optional.of(etag), Concurrency.LAST_WRITE, Map.of());
  }
}
