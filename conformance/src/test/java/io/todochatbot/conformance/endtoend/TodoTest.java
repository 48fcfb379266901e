package io.todochatbot.conformance.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.conformance.endtoend.Launcher.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./todo} says to somebody who is mistaken. */
final class TodoTest {
  @TempDir private Path folder;

  @Test
  void theVersionIsAllThatIsPrinted() throws Exception {
    Ended ended = Launcher.run(Launcher.todo("version"));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).matches("\\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "chatt, command chatt, did you mean chat?",
    "vresion, command vresion, did you mean version?",
    "up --prot=1, option --prot, did you mean --port?"
  })
  void aMistypedWordIsNamedWithWhatItWasMeantToBe(String words, String named, String meant)
      throws Exception {
    Ended ended = Launcher.run(Launcher.todo(words.split(" ")));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(named, meant);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void chatSaysInOneLineThatNothingRuns() throws Exception {
    Ended ended =
        Launcher.run(
            Launcher.todo("chat", "--ready-file=" + folder.resolve("none.json"), "list my tasks"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("./todo up");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void chatSaysInOneLineThatItRunsNoMore() throws Exception {
    Path ready =
        Files.writeString(
            folder.resolve("ready.json"),
            "{\"page\":\"http://127.0.0.1:1/signin/x\",\"api\":\"http://127.0.0.1:1/api\","
                + "\"token\":\"x\",\"sidecars\":{}}");

    Ended ended = Launcher.run(Launcher.todo("chat", "--ready-file=" + ready, "list my tasks"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"todo", "bin/sidecar"})
  void withoutAJdkItSaysWhichOneToInstall(String program) throws Exception {
    Tree tree = Tree.copy(folder.resolve("tree"));
    tree.hideTheJdk();
    Path old = folder.resolve("jdk-21");
    Files.createDirectories(old.resolve("bin"));
    for (String name : List.of("java", "javac")) {
      Files.createSymbolicLink(old.resolve("bin").resolve(name), Path.of("/bin/sh"));
    }
    Files.writeString(Files.createDirectory(old.resolve("lib")).resolve("modules"), "");
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
    ProcessBuilder builder =
        Launcher.command(tree.root().resolve(program).toString(), List.of("version"));
    builder.environment().put("TODO_BUILT", "yes");
    builder.environment().put("PATH", old.resolve("bin").toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JAVA_HOME", old.toString());

    Ended ended = Launcher.run(builder);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("JDK 25", "JAVA_HOME");
    assertThat(ended.out()).isEmpty();
  }
}
