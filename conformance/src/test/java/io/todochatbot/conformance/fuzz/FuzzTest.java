package io.todochatbot.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.conformance.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code todo fuzz} does, on a small scale; by hand it sends a million requests. */
final class FuzzTest {
  private static final String REQUESTS = "4000";

  @TempDir private Path folder;

  @Test
  void aSidecarAnswersAnythingShowsNoStackTraceAndDoesNotGrow() throws Exception {
    FuzzOptions options =
        FuzzOptions.parse(List.of("--requests", REQUESTS, "--seed", "42"), Golden.ownSidecar());
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    boolean clean = Fuzz.run(options, folder, new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(clean).as(said.toString(StandardCharsets.UTF_8)).isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("4,000 of 4,000", "nothing found");
  }

  @Test
  void theSameSeedAndNumberMakeTheSameRequest() {
    assertThat(HttpRequest.of(new Chance(7, 3)).bytes())
        .isEqualTo(HttpRequest.of(new Chance(7, 3)).bytes())
        .isNotEqualTo(HttpRequest.of(new Chance(7, 4)).bytes());
    assertThat(GrpcRequest.of(new Chance(7, 3)).headers())
        .isEqualTo(GrpcRequest.of(new Chance(7, 3)).headers());
  }

  @Test
  void noticesAStackTraceInAnAnswerAndInALog() throws Exception {
    assertThat(Leaks.in("java.lang.NullPointerException")).isPresent();
    assertThat(Leaks.in("{\"errorCode\":\"ERR_STATE_GET\"}")).isEmpty();

    Path log = folder.resolve("log");
    Files.writeString(log, "level=info msg=fine\n");
    Leaks leaks = new Leaks(log);
    assertThat(leaks.inLog()).isEmpty();
    Files.writeString(log, "level=info msg=fine\nX\n\tat a.B.c(B.java:1)\n");
    assertThat(leaks.inLog()).get().asString().contains("a.B.c");
    assertThat(leaks.inLog()).isEmpty();
  }

  @Test
  void noticesGrowth() {
    Memory before = new Memory(100_000, 9_000);

    assertThat(new Memory(110_000, 9_500).grewSince(before)).isFalse();
    assertThat(new Memory(140_000, 9_500).grewSince(before)).isTrue();
    assertThat(new Memory(100_000, 15_000).grewSince(before)).isTrue();
  }

  @Test
  void refusesArgumentsThatMakeNoSense() {
    assertThatThrownBy(() -> FuzzOptions.parse(List.of("--requests", "many"), Optional.empty()))
        .hasMessage("--requests: \"many\" (expected: a number)");
    assertThatThrownBy(() -> FuzzOptions.parse(List.of("--seed"), Optional.empty()))
        .hasMessageStartingWith("--seed needs a value; usage: todo fuzz");
  }
}
