package io.todochatbot.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TitleMatchTest {
  private static final List<String> TITLES =
      List.of(
          "Buy milk", "Buy oat milk", "Call the dentist", "Pay rent", "Pay rent for the garage");

  @Test
  void whatIsWrittenJustSoIsMeant() {
    assertThat(TitleMatch.among(TITLES, "buy milk!")).containsExactly(0);
    assertThat(TitleMatch.among(TITLES, "pay rent")).containsExactly(3);
  }

  @Test
  void aFewWordsAreEnough() {
    assertThat(TitleMatch.among(TITLES, "dentist")).containsExactly(2);
    assertThat(TitleMatch.among(TITLES, "the garage rent")).containsExactly(4);
  }

  @Test
  void aMisspeltWordIsUnderstood() {
    assertThat(TitleMatch.among(TITLES, "dentits")).containsExactly(2);
  }

  @Test
  void tellsWhenSeveralFit() {
    assertThat(TitleMatch.among(TITLES, "milk")).containsExactly(0, 1);
  }

  @Test
  void tellsWhenNothingFits() {
    assertThat(TitleMatch.among(TITLES, "walk the dog")).isEmpty();
    assertThat(TitleMatch.among(List.of(), "milk")).isEmpty();
    assertThat(TitleMatch.among(TITLES, "?")).isEmpty();
  }
}
