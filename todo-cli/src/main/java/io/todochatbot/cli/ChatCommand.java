package io.todochatbot.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says one sentence to the running chatbot, or holds a conversation. */
@Command(
    name = "chat",
    description = {
      "Talks to the running Todo Chatbot, such as: ./todo chat what is due this week?",
      "Without words it is a prompt; Ctrl-D ends it."
    })
final class ChatCommand implements Callable<Integer> {
  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Which one to talk to: the file that its `todo up --ready-file` wrote.")
  private Optional<Path> readyFile = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Which one to talk to: the data folder of its `todo up --data`.")
  private Optional<Path> data = Optional.empty();

  @Parameters(paramLabel = "WORD", description = "What to say; quotes are not needed.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path folder = data.orElseGet(Project::data);
    Conversation conversation =
        Conversation.with(readyFile.orElseGet(() -> folder.resolve("ready.json")));
    PrintWriter out = spec.commandLine().getOut();
    if (!words.isEmpty()) {
      out.println(conversation.say(String.join(" ", words)));
    } else if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      Prompt.run(conversation, folder.resolve("chat-history"));
    } else {
      answerLines(conversation, out);
    }
    return 0;
  }

  private static void answerLines(Conversation conversation, PrintWriter out) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    @Nullable String line = in.readLine();
    while (line != null) {
      if (!line.isBlank()) {
        out.println(conversation.say(line.strip()));
      }
      line = in.readLine();
    }
  }
}
