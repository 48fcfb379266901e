package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.telemetry.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarOptionsTest {
  private static SidecarOptions of(String... flags) {
    return SidecarOptions.of(List.of(flags), Map.of());
  }

  @Test
  void isDaprsDefaultWithoutFlags() {
    assertThat(of())
        .isEqualTo(
            new SidecarOptions(
                "",
                new SidecarOptions.App(
                    Optional.empty(),
                    "127.0.0.1",
                    AppEndpoint.Protocol.HTTP,
                    Optional.empty(),
                    List.of()),
                new SidecarOptions.Ports(
                    3500,
                    50001,
                    0,
                    Optional.empty(),
                    Optional.of(9090),
                    List.of("127.0.0.1"),
                    "",
                    "",
                    ""),
                new SidecarOptions.Limits(4 << 20, 4096),
                new SidecarOptions.Shutdown(Duration.ofSeconds(5), Optional.empty()),
                new SidecarOptions.Security(Optional.empty(), "", false),
                new SidecarOptions.Resources(List.of(), List.of(), false, "standalone"),
                new SidecarOptions.Logging(
                    Log.Level.INFO, false, Optional.empty(), Optional.empty()),
                Map.of()));
  }

  @Test
  void readsEveryEffectiveFlag() {
    SidecarOptions options =
        SidecarOptions.of(
            List.of(
                "--app-id=orders",
                "--app-port=3000",
                "--app-channel-address=10.0.0.1",
                "--app-protocol=grpc",
                "--app-max-concurrency=4",
                "--app-ssl",
                "--enable-app-health-check",
                "--app-health-check-path=/h",
                "--app-health-probe-interval=7",
                "--app-health-probe-timeout=8",
                "--app-health-threshold=9",
                "--disable-init-endpoints=config,subscribe",
                "--dapr-http-port=1",
                "--dapr-grpc-port=2",
                "--dapr-internal-grpc-port=3",
                "--dapr-public-port=4",
                "--metrics-port=5",
                "--dapr-listen-addresses=127.0.0.1,::1",
                "--dapr-internal-grpc-listen-address=i",
                "--dapr-public-listen-address=p",
                "--metrics-listen-address=m",
                "--max-body-size=1k",
                "--read-buffer-size=2Ki",
                "--dapr-graceful-shutdown-seconds=6",
                "--dapr-block-shutdown-duration=1m",
                "--resources-path=a",
                "--components-path=b",
                "--config=c",
                "--strict",
                "--mode=kubernetes",
                "--log-level=warning",
                "--log-as-json",
                "--log-file=f",
                "--enable-api-logging=false"),
            Map.of("DAPR_API_TOKEN", "t", "APP_API_TOKEN", "u", "NAMESPACE", "n"));
    assertThat(options.app())
        .isEqualTo(
            new SidecarOptions.App(
                Optional.of(
                    new AppEndpoint(
                        "10.0.0.1", 3000, AppEndpoint.Protocol.GRPCS, Optional.of("u"), 4)),
                "10.0.0.1",
                AppEndpoint.Protocol.GRPCS,
                Optional.of(
                    new SidecarOptions.Health(
                        "/h", Duration.ofSeconds(7), Duration.ofMillis(8), 9)),
                List.of("config", "subscribe")));
    assertThat(options.ports())
        .isEqualTo(
            new SidecarOptions.Ports(
                1,
                2,
                3,
                Optional.of(4),
                Optional.of(5),
                List.of("127.0.0.1", "::1"),
                "i",
                "p",
                "m"));
    assertThat(options.limits()).isEqualTo(new SidecarOptions.Limits(1000, 2048));
    assertThat(options.shutdown())
        .isEqualTo(
            new SidecarOptions.Shutdown(Duration.ofSeconds(6), Optional.of(Duration.ofMinutes(1))));
    assertThat(options.security().apiToken()).contains("t");
    assertThat(options.resources())
        .isEqualTo(
            new SidecarOptions.Resources(
                List.of(Path.of("a"), Path.of("b")), List.of(Path.of("c")), true, "kubernetes"));
    assertThat(options.logging())
        .isEqualTo(
            new SidecarOptions.Logging(
                Log.Level.WARN, true, Optional.of(Path.of("f")), Optional.of(false)));
    assertThat(options.namespace()).isEqualTo("n");
  }

  @Test
  void takesZeroInHealthFlagsForTheDefault() {
    SidecarOptions.Health health =
        of(
                "--enable-app-health-check",
                "--app-health-probe-interval=0",
                "--app-health-probe-timeout=0",
                "--app-health-threshold=-1")
            .app()
            .health()
            .orElseThrow();
    assertThat(health)
        .isEqualTo(
            new SidecarOptions.Health(
                "/healthz", Duration.ofSeconds(5), Duration.ofMillis(500), 3));
  }

  @Test
  void takesAnEmptyTokenForNone() {
    SidecarOptions options = SidecarOptions.of(List.of(), Map.of("DAPR_API_TOKEN", ""));
    assertThat(options.security().apiToken()).isEmpty();
  }

  @Test
  void servesNoMetricsWhenTheyAreOff() {
    assertThat(of("--enable-metrics=false").ports().metrics()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4Mi, 4194304",
    "1k, 1000",
    "16777216, 16777216",
    "0, 0",
    "-1, -1",
    "0.5Ki, 512",
    "2e3, 2000",
    "1G, 1000000000",
  })
  void readsSizesAsKubernetesQuantities(String text, long bytes) {
    assertThat(of("--max-body-size=" + text).limits().maxBodyBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"bogus", "1.2.3", "1.5", "9Ei9", "99999999999Gi", "''"})
  void refusesSizesThatAreNone(String text) {
    assertThatThrownBy(() -> of("--max-body-size=" + text)).hasMessageContaining("max-body-size");
  }

  @Test
  void stillReadsTheDeprecatedSizes() {
    assertThat(of("--dapr-http-max-request-size=2", "--dapr-http-read-buffer-size=8").limits())
        .isEqualTo(new SidecarOptions.Limits(2 << 20, 8192));
    assertThat(of("--dapr-http-max-request-size=2", "--max-body-size=1Ki").limits().maxBodyBytes())
        .isEqualTo(1024);
  }
}
