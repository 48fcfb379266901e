package io.todochatbot.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
  @ParameterizedTest
  @CsvSource({
    "/v1.0/state/s/k, v1.0 state s k",
    "//v1.0///state/s/, v1.0 state s",
    "/v1.0/./state/x/../s, v1.0 state s",
    "/../../v1.0/state, v1.0 state",
    "/, ''",
    "/a%2Fb/c, a%2Fb c",
  })
  void cleansAPathBeforeItIsRouted(String path, String segments) {
    assertThat(String.join(" ", PathSegments.of(path).segments())).isEqualTo(segments);
  }

  @Test
  void decodesVariablesAndTakesAPlusForABlank() {
    assertThat(match("/v1.0/state/{store}/{key}", "/v1.0/state/a%2Fb/c+d%20%E2%82%AC"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("store", "a/b", "key", "c d €"));
  }

  @Test
  void takesTheRestUndecoded() {
    assertThat(match("/v1.0/invoke/{id}/method/*", "/v1.0/invoke/a/method//x/%2F?"))
        .containsEntry("*", "/x/%2F?");
    assertThat(match("/v1.0/invoke/{id}/method/*", "/v1.0/invoke/a/method")).containsEntry("*", "");
  }

  @Test
  void matchesOnlyItsOwnLengthAndWords() {
    assertThat(PathPattern.parse("/a/{b}").match(PathSegments.of("/a"))).isEmpty();
    assertThat(PathPattern.parse("/a/{b}").match(PathSegments.of("/a/b/c"))).isEmpty();
    assertThat(PathPattern.parse("/a/{b}").match(PathSegments.of("/x/b"))).isEmpty();
    assertThat(PathPattern.parse("/a/{b}").match(PathSegments.of("/a/%zz"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "%2g", "%-1"})
  void knowsAMalformedEscape(String path) {
    assertThat(PathSegments.of("/" + path).wellFormed()).isFalse();
    assertThat(Query.decode(path, true)).isEmpty();
  }

  @Test
  void readsAQueryAsGoDoes() {
    assertThat(Query.parse("a=1&b=x+y%26&&c&a=2&bad=%zz&semi;colon=1&=e"))
        .containsExactly(
            Map.entry("a", "1"),
            Map.entry("b", "x y&"),
            Map.entry("c", ""),
            Map.entry("a", "2"),
            Map.entry("", "e"));
    assertThat(Query.parse("")).isEqualTo(List.of());
  }

  private static Map<String, String> match(String pattern, String path) {
    return PathPattern.parse(pattern).match(PathSegments.of(path)).orElseThrow();
  }
}
