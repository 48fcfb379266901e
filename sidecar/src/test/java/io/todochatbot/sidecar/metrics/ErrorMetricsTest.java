package io.todochatbot.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorMetricsTest {
  @TempDir Path folder;

  @Test
  void countsRefusalsByCodeAndBlockIfTheConfigurationSaysSo() throws Exception {
    Path configuration = folder.resolve("config.yaml");
    Files.writeString(
        configuration,
        """
        apiVersion: dapr.io/v1alpha1
        kind: Configuration
        metadata:
          name: c
        spec:
          metrics:
            recordErrorCodes: true
        """);
    try (Rig rig =
        Rig.start(Sidecar.builder().appId("my-app").metricsPort(0).configuration(configuration))) {
      assertThat(metrics(rig)).doesNotContain("dapr_error_code_total");
      rig.get("/v1.0/state/absent/k");
      rig.get("/v1.0/state/absent/k");
      assertThat(metrics(rig))
          .contains(
              "dapr_error_code_total{app_id=\"my-app\",category=\"state\","
                  + "error_code=\"ERR_STATE_STORE_NOT_CONFIGURED\"} 2\n");
    }
  }

  @Test
  void countsNothingUnlessAskedTo() throws Exception {
    try (Rig rig = Rig.start(Sidecar.builder().appId("my-app").metricsPort(0))) {
      rig.get("/v1.0/state/absent/k");
      assertThat(metrics(rig)).doesNotContain("dapr_error_code_total");
    }
  }

  private static String metrics(Rig rig) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + rig.sidecar().metricsPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
