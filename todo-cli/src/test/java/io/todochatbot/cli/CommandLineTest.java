package io.todochatbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the program says to arguments, right and wrong. */
final class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine program = Todo.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return program.execute(args);
  }

  @Test
  void namesTheCommandThatWasProbablyMeant() {
    assertThat(run("cht", "hello")).isEqualTo(2);
    assertThat(err.toString()).startsWith("todo: there is no command cht; did you mean chat?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheOptionThatWasProbablyMeant() {
    assertThat(run("up", "--prot=1")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("todo up: there is no option --prot; did you mean --port?");
  }

  @Test
  void refusesAPortThatIsNoNumber() {
    assertThat(run("up", "--port=web")).isEqualTo(2);
    assertThat(err.toString()).contains("--port").contains("web");
  }

  @Test
  void showsEveryCommandInItsHelp() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("up", "chat", "sidecar", "golden", "test", "version")
        .doesNotContain("null");
  }

  @Test
  void showsTheHelpOfACommand() {
    assertThat(run("up", "-h")).isZero();
    assertThat(out.toString()).contains("--port", "--sidecar-port", "--data", "--separate");
  }

  @Test
  void saysInOneLineThatNothingRuns(@TempDir Path empty) {
    assertThat(run("chat", "--data=" + empty, "list", "my", "tasks")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "todo: the Todo Chatbot is not running; start it with: ./todo up");
    assertThat(out.toString()).isEmpty();
  }
}
