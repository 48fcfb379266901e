package io.todochatbot.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A conversation at the terminal, with history. */
final class Prompt {
  private Prompt() {}

  /**
   * Reads and answers lines until Ctrl-D, Ctrl-C, {@code exit} or {@code quit}.
   *
   * @param history where the lines are kept from one conversation to the next
   * @throws IOException if there is no terminal
   */
  static void run(Conversation conversation, Path history) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("todo")
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      Path folder = history.toAbsolutePath().getParent();
      if (folder != null && Files.isDirectory(folder)) {
        // made by `todo up` for its owner only; the prompt does not make it
        reader.setVariable(LineReader.HISTORY_FILE, history);
      }
      PrintWriter out = terminal.writer();
      out.println("Say what to do, such as: add buy milk tomorrow at 5pm. Ctrl-D ends.");
      while (true) {
        String line = reader.readLine("todo> ").strip();
        if (line.equals("exit") || line.equals("quit")) {
          return;
        }
        if (!line.isEmpty()) {
          out.println(answer(conversation, line));
        }
      }
    } catch (EndOfFileException | UserInterruptException expected) {
      // the person is done
    }
  }

  /** A refusal must not end the conversation: it is an answer too. */
  private static String answer(Conversation conversation, String line) {
    try {
      return conversation.say(line);
    } catch (Failure e) {
      return String.valueOf(e.getMessage());
    }
  }
}
