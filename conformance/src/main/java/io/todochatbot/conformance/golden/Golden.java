package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The program {@code todo golden DIR}: replays a folder of recorded exchanges and tells every
 * difference.
 *
 * <p>{@code --against PATH} (or {@code TODO_DAPRD} with {@code --against-daprd}) tries a daprd
 * instead of this project's sidecar; {@code --sidecar PATH} another build of ours. Exit code 0 if
 * no case failed, 1 if some did, 2 if the folder can't be read or the arguments make no sense.
 */
public final class Golden {
  /** Setups at a time: they wait more than they compute. */
  private static final int AT_A_TIME = 4;

  private static final int UNREADABLE = 2;

  private Golden() {}

  /** Runs and ends the process. */
  public static void main(String[] args) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(SidecarProcess::endAll));
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(args), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("todo golden: " + e.getMessage());
      System.exit(UNREADABLE);
      return;
    }
    System.exit(run(arguments.dir(), arguments.target(), System.out, System.err));
  }

  /**
   * Replays the folder against this sidecar.
   *
   * @param sidecarCommand the program and its first arguments; daprd's flags are appended
   * @param out for the results; its last line is {@code N passed, N failed, N skipped}
   * @param err for progress
   * @return the exit code
   */
  public static int run(Path dir, List<String> sidecarCommand, PrintStream out, PrintStream err)
      throws InterruptedException {
    return run(dir, new Target(sidecarCommand, true, Redis.program()), out, err);
  }

  static int run(Path dir, Target target, PrintStream out, PrintStream err)
      throws InterruptedException {
    Report report = new Report(out);
    try {
      replay(Scenario.readAll(dir), target, report, err);
    } catch (IOException e) {
      err.println("todo golden: " + dir + " can't be read: " + e.getMessage());
      return UNREADABLE;
    }
    report.summary();
    return report.allPassed() ? 0 : 1;
  }

  static void replay(List<Scenario> scenarios, Target target, Report report, PrintStream err)
      throws InterruptedException {
    KnownDifferences known =
        target.isOurs() ? KnownDifferences.declared() : KnownDifferences.none();
    Replay replay = new Replay(target, known);
    List<Future<List<CaseResult>>> running = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME - 1);
        ExecutorService oneByOne = Executors.newSingleThreadExecutor()) {
      for (Scenario scenario : scenarios) {
        ExecutorService which = scenario.setup().hasNeighbours() ? oneByOne : workers;
        running.add(which.submit(() -> replay.run(scenario)));
      }
      for (int i = 0; i < running.size(); i++) {
        Scenario scenario = scenarios.get(i);
        running.get(i).get().forEach(report::add);
        err.printf(
            "[%d/%d] %s: %s%n", i + 1, running.size(), scenario.file(), scenario.setup().id());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * The project's own {@code bin/sidecar}, looked for upwards from this class and from the working
   * folder.
   */
  public static Optional<Path> ownSidecar() {
    Path here = Path.of(Golden.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    for (Path from : List.of(here, Path.of("").toAbsolutePath())) {
      for (Path dir = from; dir != null; dir = dir.getParent()) {
        Path sidecar = dir.resolve("bin/sidecar");
        if (Files.isExecutable(sidecar)) {
          return Optional.of(sidecar);
        }
      }
    }
    return Optional.empty();
  }
}
