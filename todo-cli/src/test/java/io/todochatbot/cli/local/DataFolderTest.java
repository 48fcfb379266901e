package io.todochatbot.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder in which everything is kept. */
final class DataFolderTest {
  @TempDir private Path parent = Path.of("unset");

  @Test
  void isMadeForItsOwnerOnly() throws IOException {
    Path folder = parent.resolve("a/b");
    try (DataFolder data = DataFolder.open(folder)) {
      assertThat(rights(folder)).isEqualTo("rwx------");
      assertThat(rights(data.subfolder("logs"))).isEqualTo("rwx------");
    }
  }

  @Test
  void getsASecretsFileThatIsKept() throws IOException {
    String first = secretsOf(parent);

    assertThat(first).matches("\\{\\s*\"database-password\": \"[0-9a-f]{48}\"\\s*}\\s*");
    assertThat(rights(parent.resolve("secrets.json"))).isEqualTo("rw-------");
    assertThat(secretsOf(parent)).isEqualTo(first);
  }

  @Test
  void refusesASecondUserWhileTheFirstHasIt() {
    try (DataFolder first = DataFolder.open(parent)) {
      assertThat(first.resolve("lock")).exists();
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> DataFolder.open(parent))
          .withMessageContaining("another todo up (process " + ProcessHandle.current().pid() + ")")
          .withMessageContaining("--data");
    }
  }

  @Test
  void isFreeAgainOnceClosed() {
    DataFolder.open(parent).close();
    try (DataFolder again = DataFolder.open(parent)) {
      assertThat(again.resolve("lock")).exists();
    }
  }

  @Test
  void saysThatItCannotWrite() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> DataFolder.open(file.resolve("data")))
        .withMessageContaining("cannot write to the data folder")
        .withMessageContaining("--data");
  }

  private static String secretsOf(Path folder) throws IOException {
    try (DataFolder data = DataFolder.open(folder)) {
      return Files.readString(data.resolve("secrets.json"));
    }
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
