package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.LockStore;
import io.todochatbot.spi.LockStore.Outcome;
import io.todochatbot.spi.LockStoreContract;
import io.todochatbot.spi.TestContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLocksTest extends LockStoreContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Override
  protected LockStore open() {
    return open(folder.resolve("locks.db").toString(), context);
  }

  @Test
  void sharesItsLocksWithWhoeverHasTheFileOpen() {
    try (LockStore other = open()) {
      assertThat(store().tryLock("r", "a", MINUTE)).isTrue();
      assertThat(other.tryLock("r", "b", MINUTE)).isFalse();
      assertThat(other.unlock("r", "b")).isEqualTo(Outcome.BELONGS_TO_OTHERS);
      assertThat(other.unlock("r", "a")).isEqualTo(Outcome.RELEASED);
      assertThat(store().unlock("r", "a")).isEqualTo(Outcome.DOES_NOT_EXIST);
    }
  }

  @Test
  void keepsALockOfAProcessThatIsKilledUntilItExpires() throws IOException, InterruptedException {
    Process other = start(folder.resolve("locks.db").toString());
    try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("taken");
    } finally {
      other.destroyForcibly().waitFor();
    }

    assertThat(store().tryLock("r", "b", MINUTE)).isFalse();
    context.advance(LockingProcess.EXPIRY);
    assertThat(store().tryLock("r", "b", MINUTE)).isTrue();
  }

  @Test
  void refusesATableThatIsNoName() {
    assertThatThrownBy(
            () ->
                new SqliteLocks(
                    new SqliteLocks.Settings("x.db", "a b", MINUTE, MINUTE, false),
                    context.context()))
        .hasMessage("invalid identifier for table name: a b");
  }

  static LockStore open(String file, TestContext context) {
    return new SqliteLocks(
        new SqliteLocks.Settings(
            file, "locks", Duration.ofSeconds(20), Duration.ofSeconds(2), false),
        context.context());
  }

  private static Process start(String file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LockingProcess.class.getName(),
            file)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
