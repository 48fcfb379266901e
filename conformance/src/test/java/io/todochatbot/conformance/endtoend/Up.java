package io.todochatbot.conformance.endtoend;

import io.todochatbot.cli.ReadyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A {@code ./todo up} on free ports; its data and what it prints lie in one folder. */
final class Up implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final Process process;

  private Up(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it and comes back when it says that it is ready.
   *
   * @param wrapper a command that is given the command to run
   */
  static Up start(Path folder, List<String> flags, String... wrapper) throws IOException {
    Up up = begin(folder, flags, wrapper);
    try {
      up.awaitReady();
      return up;
    } catch (RuntimeException | IOException | Error e) {
      up.close();
      throw e;
    }
  }

  /** Starts it and does not wait. */
  static Up begin(Path folder, List<String> flags, String... wrapper) throws IOException {
    Files.deleteIfExists(folder.resolve("ready.json"));
    ProcessBuilder builder =
        Launcher.todo(arguments(folder, flags))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.command().addAll(0, List.of(wrapper));
    return new Up(folder, builder.start());
  }

  static List<String> arguments(Path folder, List<String> flags) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--data=" + folder.resolve("data"),
                "--port=0",
                "--sidecar-port=0",
                "--ready-file=" + folder.resolve("ready.json")));
    arguments.addAll(flags);
    return arguments;
  }

  private void awaitReady() throws IOException {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Files.exists(readyFile()) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("./todo up ended with " + process.exitValue() + ": " + err());
    }
  }

  Path readyFile() {
    return folder.resolve("ready.json");
  }

  ReadyFile ready() throws IOException {
    return ReadyFile.read(readyFile());
  }

  Api api() throws IOException {
    return new Api(ready());
  }

  String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  Process process() {
    return process;
  }

  /** Asks it to stop as Ctrl-C does, and gives its exit code. */
  int interrupt() throws IOException, InterruptedException {
    Launcher.signal("INT", process.pid());
    return Launcher.exitCode(process);
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    Launcher.exitCode(process);
  }

  /** The process of {@code --separate} whose command line contains these words. */
  ProcessHandle part(String words) throws IOException {
    for (ProcessHandle child : process.descendants().toList()) {
      if (commandLine(child).contains(words)) {
        return child;
      }
    }
    throw new AssertionError("no process runs " + words);
  }

  /** The JDK gives only the beginning, and our class paths are long. */
  private static String commandLine(ProcessHandle child) throws IOException {
    List<String> ps = List.of("ps", "-ww", "-o", "args=", "-p", Long.toString(child.pid()));
    try (InputStream said = new ProcessBuilder(ps).start().getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
