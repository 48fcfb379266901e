package io.todochatbot.sidecar.resiliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.sidecar.resiliency.Bench.Failing;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryTest {
  private final Bench bench =
      new Bench(
          """
          policies:
            retries:
              twice: {duration: 1ms, maxRetries: 2}
              never: {duration: 1ms, maxRetries: 0}
              always: {duration: 1ms, maxRetries: -1}
              growing: {policy: exponential, maxInterval: 2ms, maxRetries: 2}
              some:
                duration: 1ms
                maxRetries: 2
                matching: {httpStatusCodes: "429,500-503", gRPCStatusCodes: "4,8-14"}
          targets:
            apps:
              twice: {retry: twice}
              never: {retry: never}
              always: {retry: always}
              growing: {retry: growing}
              some: {retry: some}
              unknown: {retry: nobody-defines-this}
          """);

  @ParameterizedTest
  @CsvSource({"twice,3", "never,1", "growing,3", "unknown,1", "not-a-target,1"})
  void attemptsAsOftenAsThePolicySays(String app, int attempts) {
    Failing failing = Failing.times(1000);

    assertThat(bench.app(app).run(failing)).isEqualTo("failed");
    assertThat(failing.attempts).hasValue(attempts);
    assertThat(failing.discarded).as("all but the last").hasValue(attempts - 1);
  }

  @Test
  void attemptsWithoutEndUntilItSucceeds() {
    Failing failing = Failing.times(25);

    assertThat(bench.app("always").run(failing)).isEqualTo("done");
    assertThat(failing.attempts).hasValue(26);
  }

  @ParameterizedTest
  @CsvSource({
    "some,429,3", "some,500,3", "some,503,3", "some,504,1", "some,404,1",
    "some,4,3", "some,14,3", "some,2,1", "twice,404,3", "twice,2,3"
  })
  void attemptsAgainOnlyOnMatchingCodes(String app, int code, int attempts) {
    Failing failing = Failing.with(code);

    bench.app(app).run(failing);

    assertThat(failing.attempts).hasValue(attempts);
  }

  @Test
  void aFailureWithoutACodeMatchesAlways() {
    Failing failing = Failing.times(1);

    assertThat(bench.app("some").run(failing)).isEqualTo("done");
  }

  @Test
  void throwsWhatTheLastAttemptThrew() {
    AtomicInteger attempts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                bench
                    .app("twice")
                    .run(
                        () -> {
                          throw new IllegalStateException("no " + attempts.incrementAndGet());
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no 3");
  }

  @Test
  void tellsTheFirstFailureAndTheRecovery() {
    bench.app("twice").run(Failing.times(2));

    assertThat(bench.log())
        .containsOnlyOnce("Error processing operation endpoint[twice, twice:m]. Retrying in 1ms…")
        .contains("Recovered processing operation endpoint[twice, twice:m] after 3 attempts");
  }

  @Test
  void anInterruptedThreadWaitsForNothing() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> bench.app("always").run(Failing.times(1000)))
        .isInstanceOf(Stopped.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
