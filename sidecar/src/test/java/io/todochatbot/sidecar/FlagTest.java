package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FlagTest {
  @Test
  void listsEveryFlagWithItsDefault() {
    assertThat(
            Arrays.stream(Flag.values()).map(f -> f.text() + "=" + f.fallback()).sorted().toList())
        .containsExactly(
            "actors-service=",
            "allowed-origins=",
            "app-channel-address=127.0.0.1",
            "app-health-check-path=/healthz",
            "app-health-probe-interval=5",
            "app-health-probe-timeout=500",
            "app-health-threshold=3",
            "app-id=",
            "app-max-concurrency=-1",
            "app-port=",
            "app-protocol=http",
            "app-ssl=false",
            "build-info=false",
            "components-path=",
            "config=",
            "control-plane-address=",
            "control-plane-namespace=default",
            "control-plane-trust-domain=localhost",
            "dapr-block-shutdown-duration=",
            "dapr-graceful-shutdown-seconds=5",
            "dapr-grpc-port=50001",
            "dapr-http-max-request-size=4",
            "dapr-http-port=3500",
            "dapr-http-read-buffer-size=4",
            "dapr-internal-grpc-listen-address=",
            "dapr-internal-grpc-port=",
            "dapr-listen-addresses=127.0.0.1",
            "dapr-public-listen-address=",
            "dapr-public-port=",
            "disable-builtin-k8s-secret-store=false",
            "disable-init-endpoints=",
            "enable-api-logging=",
            "enable-app-health-check=false",
            "enable-metrics=true",
            "enable-mtls=false",
            "enable-profiling=false",
            "log-as-json=false",
            "log-file=",
            "log-level=info",
            "max-body-size=4Mi",
            "metrics-listen-address=",
            "metrics-port=9090",
            "mode=standalone",
            "placement-host-address=",
            "profile-port=7777",
            "read-buffer-size=4Ki",
            "reminders-service=",
            "resources-path=",
            "scheduler-host-address=",
            "scheduler-job-streams=3",
            "sentry-address=",
            "sentry-request-jwt-audiences=",
            "strict=false",
            "unix-domain-socket=",
            "version=false",
            "wait=false");
  }

  @ParameterizedTest
  @EnumSource(Flag.class)
  void takesEachFlagWithAnEqualsSignOrApartWithOneDashOrTwo(Flag flag) throws Exception {
    String value =
        switch (flag.kind()) {
          case SWITCH -> "true";
          case NUMBER -> "7";
          case DURATION -> "2s";
          case TEXT, LIST, SIZE -> "x";
        };
    List<List<String>> forms =
        List.of(
            List.of("--" + flag.text() + "=" + value),
            List.of("-" + flag.text() + "=" + value),
            List.of("--" + flag.text(), value),
            List.of("-" + flag.text(), value));
    for (List<String> form : forms) {
      assertThat(CommandLine.parse(form).given(flag)).contains(value);
    }
  }

  @Test
  void readsListsWithCommasOrTheFlagAgain() throws Exception {
    CommandLine line =
        CommandLine.parse(List.of("--config", "a, b", "--config=c,", "--resources-path="));
    assertThat(line.list(Flag.CONFIG)).containsExactly("a", "b", "c");
    assertThat(line.list(Flag.RESOURCES_PATH)).isEmpty();
    assertThat(line.text(Flag.CONFIG)).isEqualTo("c,");
  }

  @Test
  void takesTheLastOfSeveralValues() throws Exception {
    CommandLine line = CommandLine.parse(List.of("--app-id=a", "--app-id", "b", "stray"));
    assertThat(line.text(Flag.APP_ID)).isEqualTo("b");
  }

  @Test
  void readsSwitchesAsGoReadsBooleans() throws Exception {
    CommandLine line =
        CommandLine.parse(
            List.of("--enable-metrics=0", "--log-as-json=T", "--enable-mtls=False", "--strict"));
    assertThat(line.on(Flag.ENABLE_METRICS)).isFalse();
    assertThat(line.on(Flag.LOG_AS_JSON)).isTrue();
    assertThat(line.on(Flag.ENABLE_MTLS)).isFalse();
    assertThat(line.on(Flag.STRICT)).isTrue();
  }

  @Test
  void endsTheFlagsAtTwoDashes() throws Exception {
    CommandLine line = CommandLine.parse(List.of("--app-id=a", "--", "--app-id=b"));
    assertThat(line.text(Flag.APP_ID)).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "--nosuchflag | unknown flag: --nosuchflag",
        "-nosuchflag=1 | unknown flag: --nosuchflag",
        "--app-id | flag needs an argument: --app-id",
        "--=x | bad flag syntax: --=x",
        "---app-id | bad flag syntax: ---app-id",
        "--app-max-concurrency=x | invalid argument \"x\" for \"--app-max-concurrency\" flag:"
            + " strconv.ParseInt: parsing \"x\": invalid syntax",
        "--app-max-concurrency=99999999999999999999 | invalid argument"
            + " \"99999999999999999999\" for \"--app-max-concurrency\" flag: strconv.ParseInt:"
            + " parsing \"99999999999999999999\": value out of range",
        "--enable-mtls=maybe | invalid argument \"maybe\" for \"--enable-mtls\" flag:"
            + " strconv.ParseBool: parsing \"maybe\": invalid syntax",
        "--dapr-block-shutdown-duration=soon | invalid argument \"soon\" for"
            + " \"--dapr-block-shutdown-duration\" flag: time: invalid duration \"soon\"",
      })
  void refusesWhatItCantReadInGosWords(String argument, String message) {
    assertThatThrownBy(() -> CommandLine.parse(List.of(argument)))
        .isInstanceOf(CommandLine.Malformed.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "--dapr-http-port=abc | error parsing dapr-http-port flag: strconv.Atoi: parsing \"abc\":"
            + " invalid syntax",
        "--metrics-port=70000 | error parsing metrics-port flag: 70000 (expected: a port from 0 to"
            + " 65535)",
        "--mode=bogus | invalid mode: bogus",
        "--log-level=loud | undefined Log Output Level: loud",
        "--app-protocol=smtp | invalid value for 'app-protocol': smtp (expected: http, https, h2c,"
            + " grpc or grpcs)",
        "--max-body-size=bogus | invalid value for 'max-body-size' option: quantities must match"
            + " the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      })
  void refusesValuesThatMakeNoSense(String argument, String message) {
    assertThatThrownBy(() -> SidecarOptions.of(List.of(argument), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
