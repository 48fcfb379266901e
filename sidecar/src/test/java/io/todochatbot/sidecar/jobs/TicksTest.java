package io.todochatbot.sidecar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dapr.v1.DaprJobsProtos.Job;
import io.todochatbot.spi.JobStore;
import io.todochatbot.spi.StoredJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TicksTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.250Z");

  @Test
  void happensOnceAtItsDueTime() {
    assertThat(ticks(job().setDueTime("90s"))).containsExactly("2026-05-04T10:01:30.250Z");
  }

  @Test
  void happensFirstWhenItsScheduleSaysSo() {
    assertThat(ticks(job().setSchedule("0 0 * * * *").setRepeats(2)))
        .containsExactly("2026-05-04T11:00:00Z", "2026-05-04T12:00:00Z");
  }

  @Test
  void happensFirstAtItsDueTimeIfItHasOne() {
    assertThat(
            ticks(
                job().setSchedule("0 0 * * * *").setDueTime("2026-05-05T00:30:00Z").setRepeats(2)))
        .containsExactly("2026-05-05T00:30:00Z", "2026-05-05T01:00:00Z");
  }

  @Test
  void happensUntilItHasExpired() {
    assertThat(ticks(job().setSchedule("@every 1s").setTtl("2500ms")))
        .containsExactly("2026-05-04T10:00:01.250Z", "2026-05-04T10:00:02.250Z");
    assertThat(ticks(job().setSchedule("@every 1s").setDueTime("1h").setTtl("1s")))
        .containsExactly("2026-05-04T11:00:00.250Z", "2026-05-04T11:00:01.250Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @daily | bogus |    |     | due time format not recognized
          @daily |       | x  |     | ttl format not recognized
          bogus  |       |    |     | expected exactly 6 fields, found 1: [bogus]
                 | 1s    | 1s |     | job must have a schedule to have a ttl
                 | 1s    |    | 2   | job must have a schedule to repeat
          @daily |       |    | 0   | defined repeats must be greater than 0
          @daily | 2h    | 2026-05-04T11:00:00Z | | ttl must be greater than due time
          @daily |       | 1h |     | ttl ends before the first trigger, which is at 2026-05-05T00:00:00Z
          """)
  void refusesWhatMakesNoSense(
      String schedule, String dueTime, String ttl, Integer repeats, String message) {
    Job.Builder job = job();
    Optional.ofNullable(schedule).ifPresent(job::setSchedule);
    Optional.ofNullable(dueTime).ifPresent(job::setDueTime);
    Optional.ofNullable(ttl).ifPresent(job::setTtl);
    Optional.ofNullable(repeats).ifPresent(job::setRepeats);

    assertThatThrownBy(() -> ticks(job))
        .hasMessage("rpc error: code = Unknown desc = job failed validation: " + message);
  }

  @Test
  void triesAgainAsOftenAsItsPolicySays() {
    StoredJob job = stored(job().setDueTime("0s"), new Ticks(false));
    List<Instant> tries = new ArrayList<>();
    Ticks ticks = new Ticks(false);
    Optional<StoredJob> again = Optional.of(job);
    while (again.isPresent()) {
      StoredJob failed = again.get();
      tries.add(failed.progress().due());
      again = ticks.again(failed, failed.progress().due()).map(failed::with);
    }

    assertThat(tries)
        .containsExactly(NOW, NOW.plusSeconds(1), NOW.plusSeconds(2), NOW.plusSeconds(3));
  }

  @Test
  void skipsWhatIsLateButForTheLastIfItIsToldTo() {
    Instant late = NOW.plusSeconds(3600);
    Job.Builder job = job().setSchedule("@every 1m");

    assertThat(new Ticks(false).now(stored(job, new Ticks(false)), late).progress().tick())
        .isEqualTo(NOW.plusSeconds(60));
    assertThat(new Ticks(true).now(stored(job, new Ticks(true)), late).progress().tick())
        .isEqualTo(late);
    assertThat(
            new Ticks(true)
                .now(stored(job().setDueTime("1s"), new Ticks(true)), late)
                .progress()
                .tick())
        .as("what happens once is never skipped")
        .isEqualTo(NOW.plusSeconds(1));
  }

  private static List<String> ticks(Job.Builder job) {
    Ticks ticks = new Ticks(false);
    List<String> found = new ArrayList<>();
    Optional<StoredJob> next = Optional.of(stored(job, ticks));
    while (next.isPresent()) {
      StoredJob now = next.get();
      found.add(now.progress().tick().toString());
      next = ticks.next(now).map(now::with);
    }
    return found;
  }

  private static StoredJob stored(Job.Builder job, Ticks ticks) {
    StoredJob.Plan plan = JobForm.plan(job.build(), NOW);
    return new StoredJob(new JobStore.Owner("ns", "app"), "j", plan, ticks.first(plan), 0);
  }

  private static Job.Builder job() {
    return Job.newBuilder().setName("j");
  }
}
