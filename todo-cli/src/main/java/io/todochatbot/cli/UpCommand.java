package io.todochatbot.cli;

import io.todochatbot.cli.local.LocalStack;
import io.todochatbot.cli.local.StackOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole Todo Chatbot on this machine until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Starts the Todo Chatbot: three services and their Dapr sidecars.",
      "Prints the link that opens the page and signs you in; Ctrl-C stops it."
    })
final class UpCommand implements Callable<Integer> {
  private static final int STOPPED_AT_ONCE = 130;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the page; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--sidecar-port",
      paramLabel = "N",
      defaultValue = "3500",
      description = {
        "First port of the sidecars; 0 takes free ones (default: ${DEFAULT-VALUE}).",
        "3500: HTTP 3500 to 3502, gRPC 50001 to 50003, metrics 9090 to 9092, in the order",
        "backend, frontend, analytics. Another N: HTTP from N, gRPC from N+3, metrics from N+6."
      })
  private int sidecarPort = 3500;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where tasks and everything else is kept (default: ~/.todo-chatbot).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--separate",
      description = "Runs the services and sidecars as six processes instead of one.")
  private boolean separate;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written once the page answers: its address, the token and the ports, as JSON.")
  private Optional<Path> readyFile = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    CompletableFuture<Integer> end = new CompletableFuture<>();
    stopOnSignals(end);
    StackOptions options =
        new StackOptions(
            port,
            sidecarPort,
            data.orElseGet(Project::data).toAbsolutePath().normalize(),
            Project.root().resolve("dapr/local"),
            readyFile.map(Path::toAbsolutePath),
            separate,
            System.getenv());
    try (LocalStack stack = new LocalStack(options, line -> say(err, line))) {
      Thread.ofPlatform().name("start").start(() -> start(stack, end));
      int code = end.get();
      say(err, "stopping");
      return code;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure ? failure : new IllegalStateException(e);
    }
  }

  private void start(LocalStack stack, CompletableFuture<Integer> end) {
    try {
      ReadyFile ready = stack.start();
      PrintWriter out = spec.commandLine().getOut();
      out.println(ready.page());
      out.flush();
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /** The first signal stops in order, the second ends at once. */
  private static void stopOnSignals(CompletableFuture<Integer> end) {
    AtomicBoolean asked = new AtomicBoolean();
    Runnable stop =
        () -> {
          if (asked.getAndSet(true)) {
            Runtime.getRuntime().halt(STOPPED_AT_ONCE);
          }
          end.complete(0);
        };
    Signals.register("INT", stop);
    Signals.register("TERM", stop);
    Signals.register("HUP", stop);
  }

  private static void say(PrintWriter err, String line) {
    err.println("todo: " + line);
    err.flush();
  }
}
