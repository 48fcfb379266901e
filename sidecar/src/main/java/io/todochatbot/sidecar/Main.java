package io.todochatbot.sidecar;

import io.todochatbot.sidecar.telemetry.LibraryLog;
import io.todochatbot.sidecar.telemetry.Log;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The sidecar as a program that takes daprd's command line. */
public final class Main {
  /** How long a signal waits for a start under way. */
  private static final Duration START = Duration.ofSeconds(5);

  private Main() {}

  /**
   * Runs a sidecar until it is told to end. Exit codes are daprd's: 0 for a graceful end, 1 for a
   * failure or a forced end, 2 for a command line that can't be read.
   */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.getenv(), LogFile.standardOutput());
    // halt, not exit: the hooks have run, and other sidecars' threads must not hold the end
    Runtime.getRuntime().halt(code);
  }

  private static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
    if (asksForHelp(arguments)) {
      usage(System.err);
      return 0;
    }
    CommandLine line;
    try {
      line = CommandLine.parse(arguments);
    } catch (CommandLine.Malformed e) {
      System.err.println(e.getMessage());
      usage(System.err);
      return 2;
    }
    if (line.on(Flag.VERSION)) {
      out.println(RuntimeVersion.TEXT);
      return 0;
    }
    if (line.on(Flag.BUILD_INFO)) {
      out.println("Version: " + RuntimeVersion.TEXT + "\nGit Commit: \nGit Version: ");
      return 0;
    }
    return run(line, environment, out);
  }

  private static boolean asksForHelp(List<String> arguments) {
    return arguments.stream().anyMatch(a -> a.matches("--?help|-h"));
  }

  private static int run(CommandLine line, Map<String, String> environment, PrintStream out) {
    SidecarOptions options;
    try {
      options = new OptionsReader(line, environment).read();
    } catch (OptionsReader.Invalid e) {
      Log log = fallbackLog(line, environment, out);
      log.fatal(
          (e.parsing() ? "Failed to parse flags: " : "Fatal error from runtime: ")
              + e.getMessage());
      return 1;
    }
    if (line.on(Flag.WAIT)) {
      return WaitCommand.run(options, out);
    }
    PrintStream log = options.logging().file().isPresent() ? LogFile.of(options.logging()) : out;
    try {
      return serve(line, options, log);
    } catch (SidecarFailure e) {
      new Log(Sidecar.sink(options, log, InstantSource.system()), "dapr.runtime").fatal(told(e));
      return 1;
    }
  }

  /** A failure in exactly daprd's words; what it says beyond them is in the log already. */
  private static String told(SidecarFailure failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("trust anchors")) {
      return message;
    }
    return "Fatal error from runtime: "
        + (failure.getCause() instanceof IOException ofPort ? ofPort.getMessage() : message);
  }

  private static int serve(CommandLine line, SidecarOptions options, PrintStream out) {
    Log log = new Log(Sidecar.sink(options, out, InstantSource.system()), "dapr.runtime");
    LibraryLog.to(log.scope("dapr.runtime.library"));
    for (Flag flag : line.values().keySet()) {
      if (!flag.effective() && !line.text(flag).isBlank()) {
        log.warn("--" + flag.text() + " has no effect here");
      }
    }
    CompletableFuture<Sidecar> started = new CompletableFuture<>();
    Thread hook = Thread.ofPlatform().name("dapr-signal").unstarted(() -> endWith(started));
    Runtime.getRuntime().addShutdownHook(hook);
    Sidecar sidecar;
    try {
      sidecar = Sidecar.start(options, out);
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
      throw e;
    }
    started.complete(sidecar);
    try {
      return sidecar.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /**
   * Ends after a signal, with daprd's exit code in place of the JVM's. A signal that comes during
   * the start waits for its outcome; a start that fails says so itself, on the main thread.
   */
  private static void endWith(CompletableFuture<Sidecar> started) {
    try {
      Sidecar sidecar = started.get(START.toMillis(), TimeUnit.MILLISECONDS);
      sidecar.close();
      Runtime.getRuntime().halt(sidecar.awaitEnd());
    } catch (TimeoutException e) {
      Runtime.getRuntime().halt(1);
    } catch (ExecutionException e) {
      // long enough for the main thread to log why and to halt
      new CompletableFuture<Void>()
          .completeOnTimeout(null, 1, TimeUnit.SECONDS)
          .thenRun(() -> Runtime.getRuntime().halt(1))
          .join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Log fallbackLog(
      CommandLine line, Map<String, String> environment, PrintStream out) {
    return new Log(
        new Log.Sink(
            "",
            HostName.of(environment),
            RuntimeVersion.TEXT,
            Log.Level.INFO,
            line.on(Flag.LOG_AS_JSON),
            out,
            InstantSource.system()),
        "dapr.runtime");
  }

  private static void usage(PrintStream out) {
    out.println("Usage of daprd:");
    Arrays.stream(Flag.values())
        .sorted(Comparator.comparing(Flag::text))
        .forEach(
            flag ->
                out.printf(
                    "      --%-43s%s%s%n",
                    flag.text() + kind(flag),
                    flag.meaning(),
                    flag.fallback().isEmpty() || flag.fallback().equals("false")
                        ? ""
                        : " (default " + flag.fallback() + ")"));
  }

  private static String kind(Flag flag) {
    return switch (flag.kind()) {
      case SWITCH -> "";
      case NUMBER -> " int";
      case TEXT, SIZE -> " string";
      case LIST -> " strings";
      case DURATION -> " duration";
    };
  }
}
