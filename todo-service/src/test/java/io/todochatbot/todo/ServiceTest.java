package io.todochatbot.todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalClosesTheService(String signal) throws Exception {
    Process service = start("4711");
    try (BufferedReader out = service.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("started 4711");

      new ProcessBuilder("kill", "-" + signal, Long.toString(service.pid())).start().waitFor();

      assertThat(out.readLine()).isEqualTo("closed");
      assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void badSettingsEndTheProcessWithTheReason() throws Exception {
    Process service = start("no-port");
    try (BufferedReader err = service.errorReader(StandardCharsets.UTF_8)) {
      String said = String.join("\n", err.lines().toList());

      assertThat(said).contains("APP_PORT=\"no-port\"").doesNotContain("\tat ");
      assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isEqualTo(2);
    } finally {
      service.destroyForcibly();
    }
  }

  private static Process start(String port) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // a build in the background ignores SIGINT, and so would its children
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SampleService.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("APP_PORT", port);
    return builder.start();
  }
}
