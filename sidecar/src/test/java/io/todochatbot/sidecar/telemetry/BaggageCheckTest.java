package io.todochatbot.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaggageCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "a=b,c=d", " a = b , c = %20d;p=1;q", "a=", "a=b;"})
  void letsBaggagePass(String baggage) {
    assertThat(BaggageCheck.fault(baggage)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "invalid-baggage | invalid baggage list-member: \"invalid-baggage\"",
        "a=%zz | invalid value: invalid URL escape \"%zz\"",
        "a b=c | invalid key: \"a b\"",
        "=v | invalid key: \"\"",
        "a=b c | invalid value: \"b c\"",
        "a=b;p q | invalid baggage list-member property: \"p q\"",
        "a=1,,b=2 | invalid baggage list-member: \"\"",
      })
  void saysWhatIsWrongAsDaprdDoes(String baggage, String fault) {
    assertThat(BaggageCheck.fault(baggage)).hasValue(fault);
  }

  @Test
  void refusesMoreThanTheRecommendationAllows() {
    assertThat(BaggageCheck.fault("a=b,".repeat(180) + "a=b")).isPresent();
    assertThat(BaggageCheck.fault("a=" + "b".repeat(8192))).isPresent();
  }
}
