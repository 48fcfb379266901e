package io.todochatbot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SkipsTest {
  @TempDir private Path project;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void countsTheSkipsOfAllModulesByReason() throws IOException {
    report("a", "<skipped message='needs redis-server'/>");
    report(
        "b",
        "<skipped message='Assumption failed: needs redis-server'/>",
        "<skipped>org.opentest4j.TestAbortedException: macOS only</skipped>");

    assertThat(run(false)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("skipped by reason:\n    1  macOS only\n    2  needs redis-server\n");
  }

  @Test
  void saysThatNothingWasSkipped() throws IOException {
    report("a", "");

    assertThat(run(true)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("skipped by reason: none\n");
  }

  @Test
  void failsForAMissingServerWhereServersCanBeInstalled() throws IOException {
    report("a", "<skipped message='needs redis-server'/>", "<skipped message='macOS only'/>");

    assertThat(run(true)).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("AThing.works0: needs redis-server")
        .doesNotContain("macOS");
  }

  @Test
  void failsForASkipWithoutAReason() throws IOException {
    report("a", "<skipped message='Assumption failed: assumption is not true'/>");

    assertThat(run(false)).isEqualTo(1);
  }

  @Test
  void saysWhichReportCannotBeRead() throws IOException {
    report("a", "<skipped");

    assertThat(run(false)).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("TEST-AThing.xml is no test report");
  }

  private int run(boolean serversRequired) {
    return Skips.run(
        project,
        serversRequired,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private void report(String module, String... results) throws IOException {
    StringBuilder xml = new StringBuilder("<testsuite>");
    for (int i = 0; i < results.length; i++) {
      xml.append("<testcase classname='AThing' name='works")
          .append(i)
          .append("'>")
          .append(results[i])
          .append("</testcase>");
    }
    Path folder =
        Files.createDirectories(project.resolve(module).resolve("target/surefire-reports"));
    Files.writeString(folder.resolve("TEST-AThing.xml"), xml.append("</testsuite>"));
  }
}
