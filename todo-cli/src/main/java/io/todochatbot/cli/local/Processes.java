package io.todochatbot.cli.local;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs every service and every sidecar as a process of its own, which ends with this one. */
record Processes(Commands commands) implements Runner {
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
    return ChildProcess.start(name, builder, log);
  }
}
