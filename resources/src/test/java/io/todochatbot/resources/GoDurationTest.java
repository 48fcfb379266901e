package io.todochatbot.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "10ms, PT0.01S",
    "1h2m3.5s, PT1H2M3.5S",
    "-1.5h, PT-1H-30M",
    ".5s, PT0.5S",
    "1µs, PT0.000001S",
    "100ns, PT0.0000001S",
    "+3s, PT3S"
  })
  void readsWhatGoReads(String text, Duration expected) {
    assertThat(GoDuration.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "5 s", "1d", "s", "1.s.", "9999999999h"})
  void refusesWhatGoRefuses(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining('"' + text + '"');
  }

  @Test
  void takesBareNumbersAsMillisecondsWhereDaprDoes() {
    assertThat(GoDuration.parseOrMillis("250")).isEqualTo(Duration.ofMillis(250));
    assertThat(GoDuration.parseOrMillis("2s")).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "PT3M, 3m0s",
    "PT1.5S, 1.5s",
    "PT0.25S, 250ms",
    "PT0S, 0s",
    "PT1H, 1h0m0s",
    "PT0.0000015S, 1.5µs",
    "PT0.000000007S, 7ns",
    "PT-2S, -2s",
    "PT60M0.1S, 1h0m0.1s"
  })
  void printsAsGoPrints(Duration duration, String expected) {
    assertThat(GoDuration.format(duration)).isEqualTo(expected);
  }
}
