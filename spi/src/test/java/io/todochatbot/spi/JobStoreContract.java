package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of jobs must do. */
public abstract class JobStoreContract {
  private static final JobStore.Owner OWNER = new JobStore.Owner("ns", "app1");
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  /** The store's surroundings. */
  protected final TestContext context = new TestContext();

  private JobStore store;
  private JobStore other;

  /** Opens a store; each one of a test is on the same jobs. */
  protected abstract JobStore open();

  /** Opens the stores of each test. */
  @BeforeEach
  public final void openStores() {
    store = open();
    other = open();
  }

  /** Closes them. */
  @AfterEach
  public final void closeStores() {
    store.close();
    other.close();
  }

  @Test
  final void givesBackAllOfAJob() {
    StoredJob job = job("j", NOON);

    assertThat(store.put(job, false)).isTrue();

    StoredJob found = other.get(OWNER, "j").orElseThrow();
    assertThat(found.plan()).isEqualTo(job.plan());
    assertThat(found.progress()).isEqualTo(job.progress());
    assertThat(store.get(OWNER, "k")).isEmpty();
  }

  @Test
  final void replacesAJobOnlyIfItMay() {
    store.put(job("j", NOON), false);

    assertThat(other.put(job("j", NOON.plusSeconds(1)), false)).isFalse();
    assertThat(store.get(OWNER, "j").orElseThrow().progress().tick()).isEqualTo(NOON);

    assertThat(other.put(job("j", NOON.plusSeconds(1)), true)).isTrue();
    assertThat(store.get(OWNER, "j").orElseThrow().progress().tick())
        .isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  final void listsAndDeletesByNameAndByPrefix() {
    for (String name : List.of("b1", "a", "b2", "c%", "c_")) {
      store.put(job(name, NOON), false);
    }
    store.put(new StoredJob(new JobStore.Owner("ns", "app2"), "b3", plan(), at(NOON), 0), false);

    store.delete(OWNER, "a");
    store.delete(OWNER, "nobody");
    store.deleteByPrefix(OWNER, "b");
    store.deleteByPrefix(OWNER, "c_");

    assertThat(other.list(OWNER)).extracting(StoredJob::name).containsExactly("c%");
    assertThat(other.list(new JobStore.Owner("ns", "app2"))).hasSize(1);
  }

  @Test
  final void handsOutADueJobOnce() {
    store.put(job("late", NOON), false);
    store.put(job("early", NOON.minusNanos(1)), false);
    store.put(job("not yet", NOON.plusNanos(1)), false);

    assertThat(store.take(OWNER, NOON, 10))
        .extracting(StoredJob::name)
        .containsExactly("early", "late");

    assertThat(other.take(OWNER, NOON, 10)).isEmpty();
    assertThat(store.take(OWNER, NOON, 10)).isEmpty();
    assertThat(other.nextDue(OWNER)).contains(NOON.plusNanos(1));
  }

  @Test
  final void handsOutNoMoreThanAskedFor() {
    store.put(job("a", NOON), false);
    store.put(job("b", NOON), false);

    assertThat(store.take(OWNER, NOON, 1)).extracting(StoredJob::name).containsExactly("a");
    assertThat(other.take(OWNER, NOON, 1)).extracting(StoredJob::name).containsExactly("b");
  }

  @Test
  final void takesTheWordOfWhoHasIt() {
    store.put(job("j", NOON), false);
    StoredJob mine = store.take(OWNER, NOON, 1).getFirst();

    assertThat(other.settle(mine, false)).as("in other hands").isFalse();
    assertThat(store.settle(mine.with(at(NOON.plusSeconds(5))), true)).isTrue();
    assertThat(other.take(OWNER, NOON.plusSeconds(9), 1)).as("kept").isEmpty();
    assertThat(store.settle(mine.with(at(NOON.plusSeconds(5))), false)).isTrue();
    StoredJob theirs = other.take(OWNER, NOON.plusSeconds(9), 1).getFirst();
    assertThat(store.finish(theirs)).as("in other hands").isFalse();
    assertThat(other.finish(theirs)).isTrue();

    assertThat(store.get(OWNER, "j")).isEmpty();
  }

  @Test
  final void passesOverWhatIsSaidOfAJobThatWasReplacedOrRemoved() {
    store.put(job("j", NOON), false);
    store.put(job("k", NOON), false);
    List<StoredJob> old = store.take(OWNER, NOON, 2);

    store.put(job("j", NOON.plusSeconds(1)), true);
    store.delete(OWNER, "k");
    store.put(job("k", NOON.plusSeconds(1)), false);

    for (StoredJob job : old) {
      assertThat(store.settle(job.with(at(NOON.plusSeconds(60))), false)).isFalse();
      assertThat(store.finish(job)).isFalse();
    }
    assertThat(other.take(OWNER, NOON.plusSeconds(1), 2))
        .extracting(StoredJob::name)
        .containsExactly("j", "k");
  }

  @Test
  final void setsFreeWhatItHadInHandWhenItCloses() {
    store.put(job("j", NOON), false);
    store.take(OWNER, NOON, 1);

    store.close();

    assertThat(other.take(OWNER, NOON, 1)).hasSize(1);
    store = open();
  }

  @Test
  final void tellsOthersOfChanges() {
    AtomicInteger told = new AtomicInteger();
    other.watch(told::incrementAndGet);

    store.put(job("j", NOON), false);

    await().until(() -> told.get() > 0);
  }

  /** A job of the contract's application that is due then. */
  protected static final StoredJob job(String name, Instant due) {
    return new StoredJob(OWNER, name, plan(), at(due), 0);
  }

  /** Whose jobs {@link #job} makes. */
  protected static final JobStore.Owner owner() {
    return OWNER;
  }

  private static StoredJob.Progress at(Instant due) {
    return new StoredJob.Progress(due, due, 7, 2, Optional.of(due.plusSeconds(600)));
  }

  private static StoredJob.Plan plan() {
    return new StoredJob.Plan(
        Optional.of("@every 1h"),
        Optional.empty(),
        OptionalLong.of(4_294_967_295L),
        Optional.of("10h"),
        NOON.minusSeconds(60),
        new StoredJob.Payload(
            "type.example/x", "{\"a\": \"ü\u0000\"}".getBytes(StandardCharsets.UTF_8)),
        "constant 1s 3");
  }
}
