package io.todochatbot.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.todochatbot.resources.Configuration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.25, 0.25",
    "100000, 100000",
    "1048576, 1.048576e+06",
    "4294967296, 4.294967296e+09",
    "-2000000, -2e+06",
    "0.00001, 1e-05",
    "Infinity, +Inf",
    "NaN, NaN"
  })
  void writesNumbersAsGoDoes(double number, String text) {
    assertThat(GoText.number(number)).isEqualTo(text);
  }

  @Test
  void keepsTheNameOfACountAndEscapesLabels() {
    Families families = families();
    families.count("some_count", "Some help.", "app_id", "path").at("a", "q\"b\\s\nn").inc();
    assertThat(text(families.registry().scrape()))
        .isEqualTo(
            """
            # HELP dapr_some_count Some help.
            # TYPE dapr_some_count counter
            dapr_some_count{app_id="a",path="q\\"b\\\\s\\nn"} 1
            """);
  }

  @Test
  void addsBucketsUp() {
    Families families = families();
    Timed timed =
        new Timed(
            families.count("some_count", "", "app_id"),
            families.time("some_latency", "Some help.", "app_id"));
    timed.record(1_500_000, "a");
    timed.record(2_000_000, "a");
    assertThat(text(families.registry().scrape()))
        .contains("dapr_some_latency_bucket{app_id=\"a\",le=\"1\"} 0\n")
        .contains("dapr_some_latency_bucket{app_id=\"a\",le=\"2\"} 2\n")
        .contains("dapr_some_latency_bucket{app_id=\"a\",le=\"100000\"} 2\n")
        .contains("dapr_some_latency_bucket{app_id=\"a\",le=\"+Inf\"} 2\n")
        .contains("dapr_some_latency_sum{app_id=\"a\"} 3.5\n")
        .contains("dapr_some_latency_count{app_id=\"a\"} 2\n");
  }

  private static Families families() {
    return new Families(
        new Configuration.Metric(
            true,
            false,
            new Configuration.MetricHttp(Optional.empty(), List.of(), false),
            List.of(),
            List.of()),
        true);
  }

  private static String text(MetricSnapshots snapshots) {
    StringWriter text = new StringWriter();
    try {
      GoText.write(snapshots, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
