package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextMatchTest {
  private final Values values = new Values();
  private final TextMatch text = new TextMatch(values, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id <uuid>;id 0b6a7a6e-1f7d-4c55-9e35-7f2b6a4f4f10",
        "<time>;2026-01-02T03:04:05.678901Z",
        "<time>;2026-01-02T03:04:05+02:00",
        "<httpdate>;Tue, 24 Nov 2026 10:46:13 GMT",
        "<traceparent-01>;00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "by=127.0.0.1;by=127.0.0.1",
        "err: <nil>;err: <nil>",
        "<x*3>;xxx",
        "<base64 of hi <uuid>>;aGkgMGI2YTdhNmUtMWY3ZC00YzU1LTllMzUtN2YyYjZhNGY0ZjEw",
        "{\"a\":1,\"b\":2};{\"b\": 2, \"a\": 1}",
        "bad request: invalid character 'b' looking for a value;bad request: Unexpected character 'b'",
        "dial tcp 127.0.0.1:1: refused;connection refused"
      })
  void acceptsWhatThePlaceholderStandsFor(String expected, String actual) {
    assertThat(text.matches(expected, actual)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id <uuid>;id 0b6a7a6e",
        "<traceparent-01>;00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "err: <nil>;err: x",
        "<x*3>;xx",
        "<base64 of hi>;aGo=",
        "{\"a\":1};{\"a\":2}",
        "a.c;abc",
        "bad request: invalid character 'b';good request: invalid character 'b'"
      })
  void refusesWhatIsOtherwise(String expected, String actual) {
    assertThat(text.matches(expected, actual)).isFalse();
  }

  @Test
  void capturesAtTheFirstSightAndKeepsToIt() {
    assertThat(text.matches("<etag1>", "41")).isTrue();

    assertThat(text.matches("<etag1>", "42")).isFalse();
    assertThat(values.toSend("If-Match <etag1>")).isEqualTo("If-Match 41");
  }

  @Test
  void knowsThePortsOfTheSetup() {
    values.put("appPort", "3000");

    assertThat(text.matches("127.0.0.1:{{appPort}}", "127.0.0.1:3000")).isTrue();
    assertThat(text.matches("127.0.0.1:{{appPort}}", "127.0.0.1:3001")).isFalse();
  }

  @Test
  void doesNotMindTheFlagsOfATraceThatIsSampledByChance() {
    String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(new TextMatch(values, true).matches("<traceparent-00>", traceparent)).isTrue();
  }
}
