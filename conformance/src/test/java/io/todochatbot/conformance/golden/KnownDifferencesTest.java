package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class KnownDifferencesTest {
  private static final String TABLE =
      """
      | known difference | operation | field | daprd | ours | reason |
      |---|---|---|---|---|---|
      | numbers | `GET /v1\\.0/secrets/.*` | `response\\.body\\..*` | `"%!s\\(.*\\)"` | `"5"\\|"6"` | why |
      """;

  private final KnownDifferences known = KnownDifferences.parse(TABLE);

  @Test
  void findsADifferenceByBehaviour() {
    Difference difference = new Difference("response.body.n", "\"%!s(float64=5)\"", "\"6\"");

    assertThat(known.find("GET /v1.0/secrets/store/n", difference)).contains("numbers");
  }

  @Test
  void takesEveryColumnSerious() {
    Difference difference = new Difference("response.body.n", "\"%!s(float64=5)\"", "\"6\"");

    assertThat(known.find("GET /v1.0/state/store/n", difference)).isEmpty();
    assertThat(
            known.find(
                "GET /v1.0/secrets/s/n", new Difference("response.status", "\"%!s(1)\"", "\"5\"")))
        .isEmpty();
    assertThat(known.find("GET /v1.0/secrets/s/n", new Difference("response.body.n", "7", "\"5\"")))
        .isEmpty();
    assertThat(
            known.find(
                "GET /v1.0/secrets/s/n", new Difference("response.body.n", "\"%!s(1)\"", "\"7\"")))
        .isEmpty();
  }

  @Test
  void refusesARowThatIsNotWhole() {
    assertThatThrownBy(() -> KnownDifferences.parse("| numbers | `GET` |"))
        .hasMessageContaining("expected 6 columns");
  }

  @Test
  void readsTheTableOfTheProject() {
    assertThat(
            KnownDifferences.declared()
                .find("GET /x", new Difference("response.status", "200", "500")))
        .isEmpty();
  }
}
