package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.spi.LockStore.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every lock store must do. */
public abstract class LockStoreContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The store's surroundings and clock. */
  protected final TestContext context = new TestContext();

  private LockStore store;

  /** Opens a store without locks. */
  protected abstract LockStore open();

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
  protected final LockStore store() {
    return store;
  }

  @Test
  final void givesALockToTheFirstAlone() {
    assertThat(store.tryLock("r", "a", MINUTE)).isTrue();
    assertThat(store.tryLock("r", "b", MINUTE)).isFalse();
    assertThat(store.tryLock("r", "a", MINUTE)).isFalse();
    assertThat(store.tryLock("other", "b", MINUTE)).isTrue();
  }

  @Test
  final void takesALockBackFromItsOwnerAlone() {
    store.tryLock("r", "a", MINUTE);

    assertThat(store.unlock("r", "b")).isEqualTo(Outcome.BELONGS_TO_OTHERS);
    assertThat(store.unlock("r", "a")).isEqualTo(Outcome.RELEASED);
    assertThat(store.unlock("r", "a")).isEqualTo(Outcome.DOES_NOT_EXIST);
    assertThat(store.tryLock("r", "b", MINUTE)).isTrue();
  }

  @Test
  final void letsALockExpire() {
    store.tryLock("r", "a", MINUTE);

    context.advance(MINUTE.minusMillis(1));
    assertThat(store.tryLock("r", "b", MINUTE)).isFalse();
    context.advance(Duration.ofMillis(1));
    assertThat(store.unlock("r", "a")).isEqualTo(Outcome.DOES_NOT_EXIST);
    assertThat(store.tryLock("r", "b", MINUTE)).isTrue();
    assertThat(store.unlock("r", "a")).isEqualTo(Outcome.BELONGS_TO_OTHERS);
  }

  @Test
  final void givesALockToOneOfManyWhoTryAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> tries =
          IntStream.range(0, 50)
              .mapToObj(i -> threads.submit(() -> store.tryLock("r", "owner" + i, MINUTE)))
              .toList();
      int taken = 0;
      for (Future<Boolean> attempt : tries) {
        taken += attempt.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    }
  }

  @Test
  final void takesAnyTextAsANameAndAsAnOwner() {
    String text = "lock||app||Zoë '\"; %_\\";

    assertThat(store.tryLock(text, text, MINUTE)).isTrue();
    assertThat(store.unlock(text, text)).isEqualTo(Outcome.RELEASED);
  }
}
