package io.todochatbot.conformance.fuzz;

import io.todochatbot.conformance.golden.Golden;
import io.todochatbot.conformance.golden.SidecarProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The program {@code todo fuzz}: random paths, headers, bodies, gRPC messages and frames against
 * one sidecar.
 *
 * <p>Exit code 0 if nothing was found, 1 if something was, 2 if the arguments make no sense or the
 * sidecar does not start.
 */
public final class Fuzz {
  private static final int UNABLE = 2;

  private Fuzz() {}

  /** Runs and ends the process. */
  public static void main(String[] args) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(SidecarProcess::endAll));
    try {
      FuzzOptions options = FuzzOptions.parse(List.of(args), Golden.ownSidecar());
      System.exit(run(options, Files.createTempDirectory("todo-fuzz"), System.out) ? 0 : 1);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("todo fuzz: " + e.getMessage());
      System.exit(UNABLE);
    }
  }

  /** Whether nothing was found; {@code dir} gets the sidecar's files and its log. */
  static boolean run(FuzzOptions options, Path dir, PrintStream out)
      throws IOException, InterruptedException {
    try (FuzzedSidecar sidecar = FuzzedSidecar.start(options.sidecar(), dir)) {
      List<Finding> findings = new FuzzRun(options, sidecar, out).run();
      OptionalInt code = sidecar.stop();
      boolean ended = code.isPresent() && code.getAsInt() == 0;
      findings.forEach(finding -> out.println("FOUND " + finding));
      if (!ended) {
        out.println("FOUND at the end it was asked to stop: exit code " + code);
      }
      boolean clean = findings.isEmpty() && ended;
      out.println(clean ? "nothing found" : "the sidecar's log: " + sidecar.log());
      return clean;
    }
  }
}
