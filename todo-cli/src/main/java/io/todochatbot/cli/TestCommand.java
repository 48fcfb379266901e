package io.todochatbot.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names the tests among the commands; they are Maven's, and the launcher runs it. */
@Command(
    name = "test",
    description = {
      "Runs every test and ends with what was skipped, by reason.",
      "On Debian and Ubuntu, as root, it installs the servers that tests talk to."
    })
final class TestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MAVEN-OPTION", description = "Handed to Maven, such as -pl sidecar.")
  private List<String> options = List.of();

  @Override
  public Integer call() {
    throw new Failure("start it through the launcher: ./todo test " + String.join(" ", options));
  }
}
