package io.todochatbot.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program itself; without a command it shows what there is. */
@Command(
    name = "todo",
    description = "A todo list that you talk to, on a Dapr runtime of its own.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.FromBuild.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "`./todo COMMAND --help` says more. Start with `./todo up`."},
    subcommands = {
      UpCommand.class,
      ChatCommand.class,
      SidecarCommand.class,
      GoldenCommand.class,
      TestCommand.class,
      VersionCommand.class
    })
final class Todo {
  private static final int FAILED = 1;
  private static final int HELP_WIDTH = 100;

  private Todo() {}

  /** The program, ready to execute arguments; a mistake in them ends with 2, a failure with 1. */
  static CommandLine commandLine() {
    CommandLine program = new CommandLine(new Todo());
    for (CommandLine command : program.getSubcommands().values()) {
      if (command.getCommand() instanceof ChatCommand) {
        command.setUnmatchedOptionsArePositionalParams(true);
      }
      command.getCommandSpec().addOption(help());
    }
    program.setUsageHelpWidth(HELP_WIDTH);
    program.setParameterExceptionHandler((mistake, args) -> refuse(mistake));
    program.setExecutionExceptionHandler((problem, command, parsed) -> explain(problem, command));
    return program;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this.").build();
  }

  private static int refuse(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + said(mistake, command.getCommandSpec()));
    err.println("See: ./" + name + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String said(ParameterException mistake, CommandSpec spec) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(mistake.getMessage());
    }
    String word = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
    boolean option = word.startsWith("-");
    List<String> known =
        (option
                ? spec.options().stream().flatMap(o -> Stream.of(o.names()))
                : spec.subcommands().keySet().stream())
            .toList();
    String kind = option ? "option" : spec.subcommands().isEmpty() ? "argument" : "command";
    return "there is no "
        + kind
        + " "
        + word
        + Nearest.to(word, known).map(n -> "; did you mean " + n + "?").orElse("");
  }

  private static int explain(Exception problem, CommandLine command) {
    if (problem instanceof Failure) {
      command.getErr().println("todo: " + problem.getMessage());
    } else {
      command.getErr().println("todo: a mistake of the program, please report it:");
      problem.printStackTrace(command.getErr());
    }
    return FAILED;
  }
}
