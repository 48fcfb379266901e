package io.todochatbot.sidecar.resiliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TimeLimitTest {
  private final Bench bench =
      new Bench(
          """
          policies:
            timeouts: {short: 5ms, long: 1h}
            retries:
              twice: {duration: 1ms, maxRetries: 2}
          targets:
            apps:
              short: {timeout: short}
              long: {timeout: long}
              again: {timeout: short, retry: twice}
          """);

  @Test
  void givesUpWhatTakesTooLong() {
    Slow slow = new Slow();

    assertThatThrownBy(() -> bench.app("short").run(slow))
        .isInstanceOf(Stopped.class)
        .hasMessage("context deadline exceeded");
    await().until(() -> slow.interrupted.get() == 1);
  }

  @Test
  void limitsEachAttempt() {
    Slow slow = new Slow();

    assertThatThrownBy(() -> bench.app("again").run(slow)).isInstanceOf(Stopped.class);
    await().until(() -> slow.interrupted.get() == 3);
  }

  @Test
  void discardsWhatComesTooLate() {
    Slow slow = new Slow();

    assertThatThrownBy(() -> bench.app("short").run(slow)).isInstanceOf(Stopped.class);
    await().until(() -> slow.discarded.get() == 1);
  }

  @Test
  void returnsAndThrowsWhatComesInTime() {
    Policy policy = bench.app("long");

    assertThat(policy.<String>run(() -> "done")).isEqualTo("done");
    assertThatThrownBy(
            () ->
                policy.run(
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
  }

  /** Takes for ever, unless interrupted. */
  private static final class Slow implements Attempt<String> {
    final AtomicInteger interrupted = new AtomicInteger();
    final AtomicInteger discarded = new AtomicInteger();

    @Override
    public String make() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
      }
      return "late";
    }

    @Override
    public void discard(String result) {
      discarded.incrementAndGet();
    }
  }
}
