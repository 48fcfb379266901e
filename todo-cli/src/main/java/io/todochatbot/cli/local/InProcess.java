package io.todochatbot.cli.local;

import io.todochatbot.analytics.Analytics;
import io.todochatbot.backend.Backend;
import io.todochatbot.cli.Failure;
import io.todochatbot.frontend.Frontend;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarOptions;
import io.todochatbot.todo.Environment;

/** Runs everything in this JVM, from the same command lines and variables as processes would. */
record InProcess(Commands commands) implements Runner {

  @Override
  public Part startSidecar(Member member) {
    return part(
        "the sidecar of " + member.appId(),
        () ->
            Sidecar.start(
                SidecarOptions.of(commands.sidecarFlags(member), commands.sidecarVariables())));
  }

  @Override
  public Part startService(Member member) {
    return part(
        member.appId(), () -> start(member, Environment.of(commands.serviceVariables(member))));
  }

  private static AutoCloseable start(Member member, Environment environment) throws Exception {
    return switch (member) {
      case BACKEND -> Backend.start(environment);
      case FRONTEND -> Frontend.start(environment);
      case ANALYTICS -> Analytics.start(environment);
    };
  }

  private interface Starting {
    AutoCloseable start() throws Exception;
  }

  private static Part part(String name, Starting starting) {
    try {
      AutoCloseable running = starting.start();
      return () -> close(name, running);
    } catch (Exception e) {
      throw new Failure(name + " can't start: " + e.getMessage(), e);
    }
  }

  private static void close(String name, AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      System.err.println("todo: " + name + " did not stop in order: " + e.getMessage());
    }
  }
}
