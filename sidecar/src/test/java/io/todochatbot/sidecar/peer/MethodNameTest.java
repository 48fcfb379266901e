package io.todochatbot.sidecar.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodNameTest {
  @ParameterizedTest
  @CsvSource({
    "hello,hello",
    "a//b,a/b",
    "a/./b,a/b",
    "a/../../b,b",
    "../admin,admin",
    "a/b/,a/b",
    "/pkg.Service/Method,/pkg.Service/Method",
    "..,''",
    "'',''"
  })
  void resolvesWhatCouldLeadAstray(String method, String resolved) {
    assertThat(MethodName.normalize(method)).isEqualTo(resolved);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a#b", "a?b", "a\u0000b", "a\rb", "a\u007fb"})
  void refusesWhatWouldMeanSomethingElseInAUrl(String method) {
    assertThatThrownBy(() -> MethodName.normalize(method))
        .isInstanceOf(CallFailure.class)
        .hasMessageStartingWith("rpc error: code = InvalidArgument desc = invalid method: ");
  }

  @Test
  void namesTheForbiddenCharacterAsGoQuotesIt() {
    assertThatThrownBy(() -> MethodName.normalize("hello?a=1"))
        .hasMessageEndingWith("method contains forbidden character: \"hello?a=1\"");
  }

  @Test
  void refusesAPercentSignThatBeginsNoEscape() {
    assertThatThrownBy(() -> MethodName.encode("100%"))
        .isInstanceOf(CallFailure.class)
        .hasMessageContaining("invalid URL escape");
  }

  @ParameterizedTest
  @CsvSource({"hello x,hello%20x", "ü,%C3%BC", "a/b;c=1,a/b;c=1", "%41,%41"})
  void encodesForAUrl(String method, String encoded) {
    assertThat(MethodName.encode(method)).isEqualTo(encoded);
  }
}
