package io.todochatbot.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void writesLogfmtAndQuotesOnlyWhatNeedsIt() {
    log(false, Log.Level.INFO, "my-app").info("plain");
    log(false, Log.Level.INFO, "my-app").warn("say \"hi\"\nand = go");
    assertThat(text())
        .isEqualTo(
            """
            time="2030-01-02T03:04:05Z" level=info msg=plain app_id=my-app instance=here \
            scope=dapr.runtime type=log ver=1.2.3
            time="2030-01-02T03:04:05Z" level=warning msg="say \\"hi\\"\\nand = go" app_id=my-app \
            instance=here scope=dapr.runtime type=log ver=1.2.3
            """);
  }

  @Test
  void writesJson() {
    log(true, Log.Level.INFO, "my-app").scope("dapr.x").error("a \"b\"");
    assertThat(text())
        .isEqualTo(
            """
            {"app_id":"my-app","instance":"here","level":"error","msg":"a \\"b\\"",\
            "scope":"dapr.x","time":"2030-01-02T03:04:05Z","type":"log","ver":"1.2.3"}
            """);
  }

  @Test
  void putsFieldsOfItsOwnWhereTheirNamesBelong() {
    Map<String, Object> fields = Map.of("code", 200, "method", "GET /x", "duration", 3L);
    log(false, Log.Level.WARN, "a").info("left out", fields);
    log(false, Log.Level.WARN, "a").loudly("api").info("called", fields);
    log(true, Log.Level.DEBUG, "a").loudly("api").info("called", fields);
    assertThat(text())
        .isEqualTo(
            """
            time="2030-01-02T03:04:05Z" level=info msg=called app_id=a code=200 duration=3 \
            instance=here method="GET /x" scope=api type=log ver=1.2.3
            {"app_id":"a","code":200,"duration":3,"instance":"here","level":"info",\
            "method":"GET /x","msg":"called","scope":"api","time":"2030-01-02T03:04:05Z",\
            "type":"log","ver":"1.2.3"}
            """);
  }

  @Test
  void leavesOutAnAppIdThatIsNotKnownYet() {
    log(false, Log.Level.INFO, "").info("x");
    assertThat(text()).contains("msg=x instance=here");
  }

  @Test
  void writesOnlyWhatIsGraveEnough() {
    Log log = log(false, Log.Level.WARN, "a");
    log.debug("one");
    log.info("two");
    log.warn("three");
    log.fatal("four");
    assertThat(text()).doesNotContain("one", "two").contains("three", "four");
  }

  @ParameterizedTest
  @CsvSource({"debug, DEBUG", "Info, INFO", "warn, WARN", "warning, WARN", "fatal, FATAL"})
  void knowsDaprdsWordsForLevels(String word, Log.Level level) {
    assertThat(Log.Level.of(word)).contains(level);
    assertThat(Log.Level.of("loud")).isEmpty();
  }

  private Log log(boolean json, Log.Level level, String appId) {
    return new Log(
        new Log.Sink(
            appId,
            "here",
            "1.2.3",
            level,
            json,
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            InstantSource.fixed(Instant.parse("2030-01-02T03:04:05Z"))),
        "dapr.runtime");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
