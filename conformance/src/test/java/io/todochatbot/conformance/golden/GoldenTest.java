package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Replays all recorded cases against the sidecar that was built. What fails must stand in {@code
 * golden-issue-4.txt}, and what stands there must fail, so that the list can only become shorter.
 */
final class GoldenTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  @Test
  void everyRecordedCasePassesButForThoseThatIssue4IsToBring()
      throws IOException, InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
    Path sidecar =
        Golden.ownSidecar().orElseThrow(() -> new AssertionError("bin/sidecar is not built"));
    Target target = new Target(List.of(sidecar.toString()), true, Redis.program());

    Golden.replay(
        Scenario.readAll(RESOURCES.resolve("golden")),
        target,
        report,
        new PrintStream(PrintStream.nullOutputStream()));

    report.summary();
    Set<String> failed = failed(report.results());
    failed.removeAll(passedAlone(target, failed));
    String text = printed.toString(StandardCharsets.UTF_8);
    System.out.println("golden: " + text.lines().reduce("", (before, line) -> line));
    assertThat(failed).describedAs(text).isEqualTo(listed());
  }

  /**
   * What failed beside others on a busy machine, and isn't listed, is tried once more with the
   * machine to itself.
   */
  private static Set<String> passedAlone(Target target, Set<String> failed)
      throws IOException, InterruptedException {
    Set<String> unexpected = new TreeSet<>(failed);
    unexpected.removeAll(listed());
    Set<String> passed = new TreeSet<>(unexpected);
    Replay replay = new Replay(target, KnownDifferences.declared());
    for (Scenario scenario : Scenario.readAll(RESOURCES.resolve("golden"))) {
      if (scenario.cases().stream().anyMatch(c -> unexpected.contains(c.toString()))) {
        passed.removeAll(failed(replay.run(scenario)));
      }
    }
    return passed;
  }

  private static Set<String> failed(List<CaseResult> results) {
    return results.stream()
        .filter(result -> result.verdict() instanceof Verdict.Failed)
        .map(result -> result.goldenCase().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> listed() throws IOException {
    return Files.readAllLines(RESOURCES.resolve("golden-issue-4.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
