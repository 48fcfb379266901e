package io.todochatbot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Names the golden runner among the commands. The launcher starts it from module conformance, which
 * sees this module and not the other way round.
 */
@Command(
    name = "golden",
    description = {
      "Replays recorded exchanges with daprd against our sidecar.",
      "The last line of output is: N passed, N failed, N skipped. Ends with 0 if none failed,",
      "1 if some did, 2 if DIR can't be read."
    })
final class GoldenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A folder of NN-*.json files; may be read-only.")
  private Path folder = Path.of(".");

  @Override
  public Integer call() {
    throw new Failure("start it through the launcher: ./todo golden " + folder);
  }
}
