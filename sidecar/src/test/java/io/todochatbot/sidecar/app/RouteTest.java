package io.todochatbot.sidecar.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event's route and metadata become in a request to the application. */
final class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "/t,t,''",
    "t,t,''",
    "/a/../../b//c/.,b/c,''",
    "/a b/é,a%20b/%C3%A9,''",
    "/t?x=1&y=2,t,x=1&y=2",
    "/a%2Fb,a%2Fb,''"
  })
  void cleansRoutes(String route, String path, String query) {
    assertThat(AppPath.of(route)).isEqualTo(new AppPath(path, query));
  }

  @Test
  void leavesOutWhatCantBeAHeader() {
    assertThat(
            EventHeaders.of(Map.of("a b", "1", "ok", "1", "line", "x\r\ny", "Content-Length", "7")))
        .containsExactly(Map.entry("ok", "1"));
  }
}
