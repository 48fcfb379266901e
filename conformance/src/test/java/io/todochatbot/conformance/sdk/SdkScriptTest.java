package io.todochatbot.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.todochatbot.conformance.golden.Golden;
import io.todochatbot.conformance.sdk.Row.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script {@code src/test/sdk/calls.json} with each SDK. */
final class SdkScriptTest {
  @TempDir private Path folder;

  /** Whose sidecar is called. */
  enum Sidecar {
    OURS,
    DAPRD;

    Path program() {
      if (this == OURS) {
        return Golden.ownSidecar().orElseThrow();
      }
      String daprd = System.getenv("TODO_DAPRD");
      assumeTrue(daprd != null, "needs a daprd, named by TODO_DAPRD, to try the script itself");
      return Path.of(Optional.ofNullable(daprd).orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJavaSdkMakesEveryCall(Sidecar sidecar) throws Exception {
    try (Stage stage = Stage.start(sidecar.program(), folder, "http");
        JavaSdk sdk = new JavaSdk(stage)) {
      List<Said> said = new ArrayList<>();
      for (Row row : rows("java")) {
        said.add(sdk.say(row));
      }
      judge("java", said, stage, "");
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePythonSdkMakesEveryCall(Sidecar sidecar) throws Exception {
    Path program = sidecar.program();
    ScriptedSdk sdk = ScriptedSdk.python();
    try (Stage stage = Stage.start(program, folder, "grpc")) {
      Path out = folder.resolve("script.out");
      judge("python", sdk.run(stage, out), stage, ScriptedSdk.noise(out));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJavaScriptSdkMakesEveryCall(Sidecar sidecar) throws Exception {
    Path program = sidecar.program();
    ScriptedSdk sdk = ScriptedSdk.javaScript();
    try (Stage stage = Stage.start(program, folder, "http")) {
      Path out = folder.resolve("script.out");
      judge("javascript", sdk.run(stage, out), stage, ScriptedSdk.noise(out));
    }
  }

  private static List<Row> rows(String sdk) throws Exception {
    return Row.all().stream().filter(row -> !row.lacks().has(sdk)).toList();
  }

  private static void judge(String sdk, List<Said> said, Stage stage, String noise)
      throws Exception {
    List<Row> rows = rows(sdk);
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < Math.min(rows.size(), said.size()); i++) {
      rows.get(i).complaint(said.get(i)).ifPresent(complaints::add);
    }
    String context = "the script said:\n" + noise + "\nthe sidecar said:\n" + stage.log();
    assertThat(complaints).as(context).isEmpty();
    assertThat(said).as(context).extracting(Said::name).isEqualTo(names(rows));
    stage.awaitEnd();
  }

  private static List<String> names(List<Row> rows) {
    return rows.stream().map(Row::name).toList();
  }
}
