package io.todochatbot.sidecar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.spi.VirtualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/jobs.md}. */
final class JobsExampleTest {
  private static final Path PAGE = Path.of("../docs/jobs.md");
  private static final Path SELF =
      Path.of("src/test/java/io/todochatbot/sidecar/jobs/JobsExampleTest.java");

  @TempDir Path folder;

  @Test
  void aYearOfMondays() throws IOException, InterruptedException {
    Path file = folder.resolve("jobs.db");
    Path configuration =
        Files.writeString(
            folder.resolve("config.yaml"),
            "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata:\n  name: config\n"
                + block("yaml"));
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try (JobApp app = new JobApp()) {
      VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
      try (Sidecar sidecar =
          Sidecar.builder()
              .appId("my-app")
              .appPort(app.port())
              .configuration(configuration)
              .environment(Map.of("DAPR_JOBS_FILE", file.toString()))
              .clock(clock)
              .start(log)) {
        sidecar.awaitReady(Duration.ofSeconds(30));
        post(sidecar, "/v1.0-alpha1/jobs/report", "{\"schedule\": \"0 0 9 * * MON\"}");
        clock.advance(Duration.ofDays(365));
      }
      assertThat(app.told()).hasSize(52);
    }
  }

  @Test
  void standsOnThePageAsItIsHere() throws IOException {
    List<String> tested = Files.readAllLines(SELF).stream().map(String::strip).toList();

    assertThat(tested).containsSequence(block("java").lines().map(String::strip).toList());
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static void post(Sidecar sidecar, String path, String json)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.httpPort() + path))
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }
}
