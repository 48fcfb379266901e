package io.todochatbot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version; since the launcher builds first, also the way to build and do nothing. */
@Command(name = "version", description = "Builds what is missing and prints the version.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().println(new FromBuild().getVersion()[0]);
    return 0;
  }

  /** The version that the build wrote down. */
  static final class FromBuild implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {
        Files.readString(Project.root().resolve("todo-cli/target/dist/version")).strip()
      };
    }
  }
}
