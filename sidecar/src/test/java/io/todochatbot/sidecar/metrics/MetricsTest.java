package io.todochatbot.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.resources.Configuration;
import io.todochatbot.resources.Configuration.MetricLabel;
import io.todochatbot.resources.Configuration.MetricRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final HttpMetrics.Sizes SIZES = new HttpMetrics.Sizes(3, 4);

  @Test
  void staysBoundedUnderTenThousandPathsAndTopics() {
    Metrics metrics = metrics(List.of());
    ComponentMetrics.Meter pubsub = metrics.components().of("pubsub.in-memory", "broker");
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(
            i -> {
              metrics.http().served("GET", "/v1.0/invoke/a/method/" + i, 200, SIZES, i);
              metrics.http().answered("POST", "/" + i, 200, 4, i);
              metrics.grpc().served("/some.Service/Method" + i, 0, 3, 4, i);
              metrics.runtime().invoked("app" + i);
              pubsub.done("publish", "topic" + i, true, i);
              metrics.components().arrivals("broker", "topic" + i).one("success", "success", i);
            });
    assertThat(series(metrics, "dapr_http_server_request_count{")).isBetween(2, 501);
    assertThat(series(metrics, "dapr_http_server_latency_count{")).isBetween(2, 501);
    assertThat(series(metrics, "dapr_http_client_completed_count{")).isBetween(2, 501);
    assertThat(series(metrics, "dapr_grpc_io_server_completed_rpcs{")).isBetween(2, 501);
    assertThat(series(metrics, "dapr_runtime_service_invocation_req_sent_total{"))
        .isBetween(2, 501);
    assertThat(series(metrics, "dapr_component_pubsub_egress_count{")).isBetween(2, 501);
    assertThat(series(metrics, "dapr_component_pubsub_ingress_count{")).isBetween(2, 501);
    assertThat(sum(metrics, "dapr_http_server_request_count{")).isEqualTo(10_000);
    assertThat(sum(metrics, "dapr_component_pubsub_egress_count{")).isEqualTo(10_000);
    assertThat(text(metrics))
        .contains("dapr_http_server_request_count{app_id=\"me\",method=\"GET\",path=\"{other}\"");
  }

  @Test
  void rewritesLabelsByTheRulesOfAMetric() {
    Metrics metrics =
        metrics(
            List.of(
                new MetricRule(
                    "dapr_http_server_request_count",
                    List.of(new MetricLabel("path", Map.of("/orders/{id}", "/orders/[^/]+"))))));
    metrics.http().served("GET", "/orders/7", 200, SIZES, 0);
    metrics.http().served("GET", "/orders/8", 200, SIZES, 0);
    assertThat(text(metrics))
        .contains(
            "dapr_http_server_request_count{app_id=\"me\",method=\"GET\","
                + "path=\"/orders/{id}\",status=\"200\"} 2\n")
        .contains(
            "dapr_http_server_response_count{app_id=\"me\",method=\"GET\","
                + "path=\"/orders/7\",status=\"200\"} 1\n");
  }

  @Test
  void refusesARuleThatIsNoRegularExpression() {
    List<MetricRule> rules =
        List.of(
            new MetricRule(
                "http_server_request_count", List.of(new MetricLabel("path", Map.of("x", "[")))));
    assertThatThrownBy(() -> metrics(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http_server_request_count, label path");
  }

  @Test
  void showsOnlyTheProcessIfMetricsAreOff() {
    Metrics hidden = Metrics.hidden();
    hidden.http().served("GET", "/", 200, SIZES, 0);
    assertThat(text(hidden))
        .doesNotContain("dapr_")
        .contains("process_cpu_seconds_total ")
        .contains("jvm_memory_used_bytes{area=\"heap\"} ");
  }

  @Test
  void countsForOneSidecarOnly() {
    Metrics one = metrics(List.of());
    Metrics other = metrics(List.of());
    one.runtime().componentLoaded("state.in-memory");
    assertThat(text(one)).contains("dapr_runtime_component_loaded{app_id=\"me\"} 1\n");
    assertThat(text(other)).doesNotContain("dapr_runtime_component_loaded");
  }

  private static int series(Metrics metrics, String beginning) {
    return (int) text(metrics).lines().filter(line -> line.startsWith(beginning)).count();
  }

  private static double sum(Metrics metrics, String beginning) {
    return text(metrics)
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static Metrics metrics(List<MetricRule> rules) {
    return new Metrics(
        "me",
        "",
        new Configuration.Metric(
            true,
            false,
            new Configuration.MetricHttp(Optional.empty(), List.of(), false),
            List.of(),
            rules));
  }

  private static String text(Metrics metrics) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      metrics.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
