package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.PubSub.Message;
import io.todochatbot.spi.PubSub.Outcome;
import io.todochatbot.spi.TestContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePubSubCrashTest {
  private static final int ENOUGH = 50;

  @TempDir Path folder;

  @Test
  void losesNothingOfAProcessThatIsKilled() throws IOException, InterruptedException {
    String file = folder.resolve("p.db").toString();
    List<String> said = new CopyOnWriteArrayList<>();
    try (PubSub mine = open(file, "publisher")) {
      mine.publish(message("t", "in hand"));
      Process other = start(file);
      Thread reader = Thread.startVirtualThread(() -> read(other, said));
      await().until(() -> said.contains("took in hand") && said.contains("published " + ENOUGH));
      other.destroyForcibly().waitFor();
      reader.join();
    }

    List<String> again = new CopyOnWriteArrayList<>();
    List<String> out = new CopyOnWriteArrayList<>();
    long published = said.stream().filter(line -> line.startsWith("published")).count();
    try (PubSub restarted = open(file, "app1")) {
      collect(restarted, "t", again);
      collect(restarted, "out", out);

      await().until(() -> again.contains("in hand") && out.size() >= published);
    }
    assertThat(again).containsExactly("in hand");
    assertThat(out).contains("0", Integer.toString(ENOUGH)).doesNotHaveDuplicates();
  }

  private static Process start(String file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingConsumer.class.getName(),
            file)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void read(Process process, List<String> said) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(said::add);
    } catch (IOException e) {
      said.add("unreadable: " + e);
    }
  }

  private static PubSub open(String file, String appId) {
    return new SqlitePubSub(SqlitePubSubTest.settings(file), new TestContext().context(appId));
  }

  private static void collect(PubSub from, String topic, List<String> got) {
    from.subscribe(
        topic,
        Map.of(),
        message -> {
          got.add(new String(message.data(), StandardCharsets.UTF_8));
          return Outcome.ACK;
        });
  }

  private static Message message(String topic, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return new Message(topic, data, Optional.empty(), Map.of());
  }
}
