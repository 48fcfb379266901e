package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonDiffTest {
  private final JsonDiff json = new JsonDiff(new TextMatch(new Values(), false));

  @Test
  void tellsWhereAndWhat() {
    assertThat(differences("{\"a\":{\"b\":[1,2]},\"c\":null}", "{\"a\":{\"b\":[1,3]},\"d\":null}"))
        .extracting(Difference::toString)
        .containsExactly(
            "body.a.b[1]: expected 2, got 3",
            "body.c: expected null, got (absent)",
            "body.d: expected (absent), got null");
  }

  @Test
  void losesNoDigit() {
    assertThat(differences("9007199254740993", "9007199254740992")).hasSize(1);
    assertThat(differences("9007199254740993", "9007199254740993")).isEmpty();
  }

  @Test
  void keepsTheOrderOfListsButForThoseThatHaveNone() {
    assertThat(differences("{\"items\":[1,2]}", "{\"items\":[2,1]}")).hasSize(2);
    assertThat(differences("{\"components\":[1,2]}", "{\"components\":[2,1]}")).isEmpty();
    assertThat(differences("{\"components\":[1,2]}", "{\"components\":[2,3]}")).hasSize(1);
  }

  @Test
  void letsAPlaceholderStandForANumberButNoOtherText() {
    assertThat(differences("\"<port>\"", "80")).isEmpty();
    assertThat(differences("\"80\"", "80")).hasSize(1);
  }

  private List<Difference> differences(String expected, String actual) {
    return json.differences(
        "body", Json.parse(expected).orElseThrow(), Json.parse(actual).orElseThrow());
  }
}
