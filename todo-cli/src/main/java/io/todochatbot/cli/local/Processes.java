package io.todochatbot.cli.local;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs every service and every sidecar as a process of its own, which ends with this one. */
record Processes(Commands commands) implements Runner {
  private static final long STOP_SECONDS = 3;

  @Override
  public Part startSidecar(Member member) {
    return start(
        "the sidecar of " + member.appId(),
        "io.todochatbot.sidecar.Main",
        commands.sidecarFlags(member),
        commands.sidecarVariables(),
        commands.log(member.appId() + ".sidecar-process"));
  }

  @Override
  public Part startService(Member member) {
    return start(
        member.appId(),
        member.mainClass(),
        List.of(),
        commands.serviceVariables(member),
        commands.log(member.appId()));
  }

  private static Part start(
      String name, String mainClass, List<String> flags, Map<String, String> variables, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Child.class.getName());
    command.add(mainClass);
    command.addAll(flags);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(variables);
    try {
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new Failure("cannot start a process for " + name + ": " + e.getMessage(), e);
    }
  }

  /** A running process; {@link Child} is its other end. */
  private record ChildProcess(String name, Process process, Path log) implements Part {
    @Override
    public Optional<String> ended() {
      return process.isAlive()
          ? Optional.empty()
          : Optional.of(
              name + " ended with " + process.exitValue() + "; its last words are in " + log);
    }

    @Override
    public void stop() {
      try {
        process.getOutputStream().close();
        if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (IOException ignored) {
        // it is gone already
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process.destroyForcibly();
    }
  }
}
