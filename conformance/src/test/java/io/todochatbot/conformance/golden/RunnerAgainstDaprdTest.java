package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The runner itself: a real daprd must pass what was recorded from one. */
final class RunnerAgainstDaprdTest {

  @Test
  void aRealDaprdPassesEveryCaseThatCanBeReplayed() throws InterruptedException {
    String daprd = System.getenv("TODO_DAPRD");
    assumeTrue(daprd != null, "a daprd 1.17; TODO_DAPRD names none");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    int code =
        Golden.run(
            Path.of("src/test/resources/golden"),
            new Target(List.of(daprd), false, Redis.program()),
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    assertThat(code).describedAs(printed.toString(StandardCharsets.UTF_8)).isZero();
  }
}
