package io.todochatbot.components.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.InputBinding;
import io.todochatbot.spi.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronBindingTest {
  private static final byte[] NOTHING = {};

  private final TestContext context = new TestContext();
  private final List<InputBinding.Event> events = new CopyOnWriteArrayList<>();

  @Test
  void tellsTheTimeAndNothingElse() {
    try (var _ = binding("@every 1h").read(this::take)) {
      context.advance(Duration.ofHours(1));
      await().until(() -> !events.isEmpty());
    }
    assertThat(events.getFirst().data()).isEmpty();
    assertThat(events.getFirst().metadata())
        .isEqualTo(Map.of("timeZone", "Local", "readTimeUTC", "2026-05-04 11:00:00.25 +0000 UTC"));
  }

  @Test
  void firesEveryMondayForAYear() {
    try (var _ = binding("CRON_TZ=UTC 0 9 * * mon").read(this::take)) {
      for (int week = 1; week <= 52; week++) {
        context.advance(Duration.ofDays(7));
        int expected = week;
        await().pollInterval(Duration.ofMillis(1)).until(() -> events.size() == expected);
      }
    }
  }

  @Test
  void countsWhatPassedUnseenAsOneTime() {
    try (var _ = binding("0 0 * * * *").read(this::take)) {
      context.advance(Duration.ofHours(10));
      await().until(() -> events.size() == 1);
      context.advance(Duration.ofHours(1));
      await().until(() -> events.size() == 2);
    }
    assertThat(events).hasSize(2);
  }

  @Test
  void doesNotLetOneEventHoldUpTheNext() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    InputBinding.Handler handler =
        event -> {
          events.add(event);
          awaitQuietly(slow);
          return NOTHING;
        };
    InputBinding.Reading reading = binding("@every 1m").read(handler);
    context.advance(Duration.ofMinutes(1));
    await().until(() -> events.size() == 1);
    context.advance(Duration.ofMinutes(1));
    await().until(() -> events.size() == 2);
    Thread closing = Thread.startVirtualThread(reading::close);
    assertThat(closing.join(Duration.ofMillis(20))).as("closed while handlers run").isFalse();
    slow.countDown();
    closing.join();
  }

  @Test
  void bringsNothingOnceClosedAndReadsAgainWhenAsked() {
    CronBinding binding = binding("@every 1m");
    binding.read(this::take).close();
    context.advance(Duration.ofMinutes(5));
    try (var _ = binding.read(this::take)) {
      context.advance(Duration.ofMinutes(1));
      await().until(() -> !events.isEmpty());
    }
    binding.close();
    assertThat(events).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', schedule not set",
    "bogus, 'invalid schedule format ''bogus'': expected 5 to 6 fields, found 1: [bogus]'",
    "@every x, 'invalid schedule format ''@every x'': failed to parse duration @every x: "
        + "time: invalid duration \"x\"'"
  })
  void refusesWhatIsNoSchedule(String schedule, String message) {
    assertThatThrownBy(() -> binding(schedule)).hasMessage(message);
  }

  private CronBinding binding(String schedule) {
    return new CronBinding(
        new CronBinding.Settings(schedule), context.context(), Duration.ofMillis(2));
  }

  private byte[] take(InputBinding.Event event) {
    events.add(event);
    return NOTHING;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
