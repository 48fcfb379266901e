package io.todochatbot.conformance.golden;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process of the sidecar under test; what it prints goes to a file. */
public final class SidecarProcess implements AutoCloseable {
  /** Of these the process shall only see what its setup gives. */
  private static final List<String> HIDDEN =
      List.of("DAPR_", "APP_API_TOKEN", "NAMESPACE", "OTEL_");

  private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final Path log;

  private SidecarProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param command the program and its flags
   * @param env what it sees of Dapr's environment variables; nothing else of them
   * @param dir its working folder, where {@code name.log} gets what it prints
   * @throws IOException if it can't be started
   */
  public static SidecarProcess start(
      List<String> command, Map<String, String> env, Path dir, String name) throws IOException {
    Path log = dir.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> HIDDEN.stream().anyMatch(key::startsWith));
    builder.environment().put("DAPR_HOST_IP", "127.0.0.1");
    builder.environment().putAll(env);
    builder.directory(dir.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process process = builder.start();
    LIVING.add(process);
    return new SidecarProcess(process, log);
  }

  /** Ends whatever still runs; for the hook of a runner that is interrupted. */
  public static void endAll() {
    LIVING.forEach(Process::destroyForcibly);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Asks it to stop, as a user does. */
  public void terminate() {
    process.destroy();
  }

  /** The exit code, or empty where it still runs after this time. */
  public OptionalInt exitCode(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** What it has printed up to now. */
  List<LogLine> lines() {
    try {
      List<LogLine> lines = new ArrayList<>();
      new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> lines.add(LogLine.parse(line)));
      return lines;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    LIVING.remove(process);
  }
}
