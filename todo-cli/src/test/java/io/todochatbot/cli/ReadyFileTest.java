package io.todochatbot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file by which others find a running stack. */
final class ReadyFileTest {
  private static final ReadyFile READY =
      new ReadyFile(
          "http://127.0.0.1:1/p",
          "http://127.0.0.1:1/api",
          "t",
          Map.of("a", new ReadyFile.Ports(2, 3)));

  @Test
  void isJsonThatOnlyItsOwnerReads(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ready.json");
    READY.write(file);

    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"page\":\"http://127.0.0.1:1/p\",\"api\":\"http://127.0.0.1:1/api\",\"token\":\"t\","
                + "\"sidecars\":{\"a\":{\"http\":2,\"grpc\":3}}}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void readsWhatItWrote(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ready.json");
    READY.write(file);

    assertThat(ReadyFile.read(file)).isEqualTo(READY);
  }

  @Test
  void leavesNothingElseBehindAndReplacesAnOlderOne(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ready.json"), "old");
    READY.write(file);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(ReadyFile.read(file)).isEqualTo(READY);
  }

  @Test
  void refusesAFileThatIsNone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ready.json"), "{\"page\":");

    assertThatIOException().isThrownBy(() -> ReadyFile.read(file));
  }
}
