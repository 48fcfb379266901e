package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenRunTest {
  private static final String THREE_CASES =
      """
      [{"name": "a: ends", "setup": {"id": "a", "args": ["--x"]},
        "steps": [{"process": "exit code", "value": 0, "lines": ["--x", "..."]}]},
       {"name": "a: ends otherwise", "setup": {"ref": "a"},
        "steps": [{"name": "why", "process": "exit code", "value": 1, "lines": ["--y"]}]},
       {"name": "b: waits", "setup": {"id": "b", "args": ["--sentry-address", "x"]},
        "steps": [{"process": "exit code", "value": 0}]}]
      """;

  @TempDir private Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void countsCasesAndTellsTheDifferences() throws Exception {
    Files.writeString(dir.resolve("01.json"), THREE_CASES);

    assertThat(run()).isEqualTo(1);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "failed: 01.json: a: ends otherwise",
            "  step 1: process (why)",
            "    process: expected 1, got 0",
            "    logs.output: expected --y, got (no such line)",
            "skipped: 01.json: b: waits: waits for issue 7: mTLS, and a sentry for the runner to start",
            "1 passed, 1 failed, 1 skipped");
  }

  @Test
  void endsWellWhereNothingFailed() throws Exception {
    Files.writeString(dir.resolve("01.json"), "[]");

    assertThat(run()).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void saysWhyAFolderCannotBeRead() throws Exception {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no file *.json here");
  }

  @Test
  void saysWhichFileIsNotOfTheForm() throws Exception {
    Files.writeString(dir.resolve("01.json"), "{}");

    assertThat(run()).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("01.json: expected an array of cases");
  }

  /** The "sidecar" of this test prints its arguments and ends. */
  private int run() throws IOException, InterruptedException {
    return Golden.run(
        dir,
        List.of("/bin/echo"),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
