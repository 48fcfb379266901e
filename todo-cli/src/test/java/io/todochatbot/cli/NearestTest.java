package io.todochatbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which word a mistyped one is taken for. */
final class NearestTest {
  private static final List<String> COMMANDS = List.of("up", "chat", "sidecar", "golden", "test");

  @Test
  void findsAWordWithOneWrongLetter() {
    assertThat(Nearest.to("chut", COMMANDS)).contains("chat");
  }

  @Test
  void findsAWordWithTwoLettersSwapped() {
    assertThat(Nearest.to("pu", COMMANDS)).contains("up");
  }

  @Test
  void findsAWordWithLettersMissing() {
    assertThat(Nearest.to("sidcr", COMMANDS)).contains("sidecar");
  }

  @Test
  void findsNothingForAWordLikeNoOther() {
    assertThat(Nearest.to("deploy", COMMANDS)).isEmpty();
  }
}
