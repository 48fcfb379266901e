package io.todochatbot.sidecar.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  enum Mode {
    FAST,
    VERY_SLOW
  }

  record All(
      @Setting(meaning = "a name", required = true) String name,
      @Setting(meaning = "how many", fallback = "3") int count,
      @Setting(meaning = "bytes", fallback = "5") long bytes,
      @Setting(meaning = "a share", fallback = "0.5") double share,
      @Setting(meaning = "whether") boolean on,
      @Setting(meaning = "how long", fallback = "10s", aliases = "timeoutInSeconds")
          Duration timeout,
      @Setting(meaning = "which", fallback = "fast") Mode mode,
      @Setting(meaning = "some") List<String> words,
      @Setting(meaning = "perhaps") Optional<Integer> perhaps,
      @Setting(meaning = "a key", secret = true) Optional<Integer> secret) {}

  @Test
  void fallsBackToWhatIsDeclared() {
    assertThat(read(Map.of("name", "n")))
        .isEqualTo(
            new All(
                "n",
                3,
                5,
                0.5,
                false,
                Duration.ofSeconds(10),
                Mode.FAST,
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void readsEveryTypeByNameOrAliasInAnyCase() {
    assertThat(
            read(
                Map.of(
                    "NAME", "n",
                    "Count", " 4 ",
                    "bytes", "6",
                    "share", "1e-1",
                    "ON", "Yes",
                    "timeoutinseconds", "7",
                    "mode", "very-slow",
                    "words", "a, b,,c",
                    "perhaps", "8",
                    "unknown", "passed over")))
        .isEqualTo(
            new All(
                "n",
                4,
                6,
                0.1,
                true,
                Duration.ofSeconds(7),
                Mode.VERY_SLOW,
                List.of("a", "b", "c"),
                Optional.of(8),
                Optional.empty()));
    assertThat(read(Map.of("name", "n", "timeout", "1m30s")).timeout())
        .isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void tellsEveryProblemAtOnceAndNoSecret() {
    assertThatThrownBy(
            () ->
                read(Map.of("count", "many", "timeout", "soon", "mode", "x", "secret", "hunter2")))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "missing name: a name; count: \"many\" (expected: a whole number); timeout: \"soon\""
                + " (expected: a duration such as 10s or 500ms); mode: \"x\" (expected: fast,"
                + " very-slow); secret: its value (expected: a whole number)");
  }

  private static All read(Map<String, String> metadata) {
    return new SettingsReader(metadata).read(All.class);
  }
}
