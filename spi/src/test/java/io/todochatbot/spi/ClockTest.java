package io.todochatbot.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = VirtualClock.startingAt(START);
  private final List<String> happened = new CopyOnWriteArrayList<>();

  @Test
  void doesWhatIsDueInTheOrderOfTime() {
    clock.after(Duration.ofHours(2), () -> note("second"));
    clock.at(START.plus(Duration.ofHours(1)), () -> note("first"));
    clock.after(Duration.ofHours(2), () -> note("third"));
    clock.after(Duration.ofHours(4), () -> note("too late"));

    clock.advance(Duration.ofHours(3));

    assertThat(happened).containsExactly("first 01:00", "second 02:00", "third 02:00");
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
    assertThat(clock.nanos()).isEqualTo(Duration.ofHours(3).toNanos());
  }

  @Test
  void doesWhatFollowsFromItWithinTheSameMove() {
    tick(24);

    clock.advance(Duration.ofDays(365));

    assertThat(happened).hasSize(24).last().isEqualTo("tick 23:00");
  }

  @Test
  void doesNotDoWhatWasCalledOff() {
    Clock.Alarm alarm = clock.after(Duration.ofSeconds(1), () -> note("called off"));
    alarm.cancel();

    clock.advance(Duration.ofSeconds(2));

    assertThat(happened).isEmpty();
  }

  @Test
  void doesAtOnceWhatIsDueAlready() {
    clock.after(Duration.ZERO, () -> note("now"));

    await().untilAsserted(() -> assertThat(happened).containsExactly("now 00:00"));
  }

  @Test
  void wakesSleepersInTheirTurn() throws InterruptedException {
    Thread sleeper = Thread.ofVirtual().start(this::sleepTwice);
    await().until(() -> clock.waiting() == 1);
    clock.after(Duration.ofMinutes(90), () -> note("between"));

    clock.advance(Duration.ofHours(5));

    sleeper.join();
    assertThat(happened)
        .containsExactly("begun 00:00", "slept 01:00", "between 01:30", "slept 02:00");
  }

  @Test
  void theSystemClockKeepsItsAlarmsAndForgetsThoseCalledOff() throws InterruptedException {
    Clock system = Clock.system();
    CountDownLatch rang = new CountDownLatch(2);
    system.after(Duration.ofHours(1), rang::countDown).cancel();
    system.after(Duration.ofMillis(5), rang::countDown);
    system.at(system.instant().plusMillis(5), rang::countDown);

    assertThat(rang.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private void tick(int left) {
    if (left > 0) {
      note("tick");
      clock.after(Duration.ofHours(1), () -> tick(left - 1));
    }
  }

  private void sleepTwice() {
    note("begun");
    try {
      clock.sleep(Duration.ofHours(1));
      note("slept");
      clock.sleep(Duration.ofHours(1));
      note("slept");
    } catch (InterruptedException e) {
      note("interrupted");
    }
  }

  private void note(String what) {
    happened.add(what + " " + clock.instant().toString().substring(11, 16));
  }
}
