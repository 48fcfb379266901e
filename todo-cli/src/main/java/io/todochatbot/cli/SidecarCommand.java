package io.todochatbot.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names the sidecar among the commands; the launcher hands it to {@code bin/sidecar}. */
@Command(
    name = "sidecar",
    description = "Runs a sidecar by itself with daprd's flags, as bin/sidecar does.")
final class SidecarCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FLAG", description = "See: ./todo sidecar --help")
  private List<String> flags = List.of();

  @Override
  public Integer call() {
    throw new Failure("start it through the launcher: ./todo sidecar " + String.join(" ", flags));
  }
}
