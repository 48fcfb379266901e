package io.todochatbot.cli;

import picocli.CommandLine.Command;

/** The program itself; without a command it shows what there is. */
@Command(
    name = "todo",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {})
final class Todo {}
