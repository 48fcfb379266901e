package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.todochatbot.resources.Configuration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes a sidecar's metrics: their names, labels and buckets are daprd's. */
final class Families {
  private static final String PREFIX = "dapr_";

  private static final double[] MILLISECONDS = {
    1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400,
    500, 650, 800, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000
  };

  private static final double[] BYTES = {
    0x1p10, 0x1p11, 0x1p12, 0x1p14, 0x1p16, 0x1p18, 0x1p20, 0x1p22, 0x1p24, 0x1p26, 0x1p28, 0x1p30,
    0x1p32
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final boolean exposed;
  private final Configuration.Metric settings;
  private final double[] milliseconds;

  /**
   * None yet.
   *
   * @param exposed whether what is recorded is ever shown
   */
  Families(Configuration.Metric settings, boolean exposed) {
    this.exposed = exposed;
    this.settings = settings;
    this.milliseconds =
        settings.latencyDistributionBuckets().isEmpty()
            ? MILLISECONDS
            : settings.latencyDistributionBuckets().stream()
                .mapToDouble(Integer::doubleValue)
                .sorted()
                .distinct()
                .toArray();
  }

  /** The metrics that have any series. */
  PrometheusRegistry registry() {
    return registry;
  }

  /** A count; labels in alphabetical order. */
  Family<CounterDataPoint> count(String name, String help, String... labels) {
    return family(
        name,
        labels,
        () ->
            shown(
                    Counter.builder()
                        .name(PREFIX + name)
                        .help(help)
                        .labelNames(labels)
                        .withoutExemplars()
                        .build())
                ::labelValues);
  }

  /** The distribution of a time in milliseconds; labels in alphabetical order. */
  Family<DistributionDataPoint> time(String name, String help, String... labels) {
    return distribution(name, help, milliseconds, labels);
  }

  /** The distribution of a size in bytes; labels in alphabetical order. */
  Family<DistributionDataPoint> size(String name, String help, String... labels) {
    return distribution(name, help, BYTES, labels);
  }

  /** A value that goes up and down; labels in alphabetical order. */
  Family<GaugeDataPoint> level(String name, String help, String... labels) {
    return family(
        name,
        labels,
        () ->
            shown(
                    Gauge.builder()
                        .name(PREFIX + name)
                        .help(help)
                        .labelNames(labels)
                        .withoutExemplars()
                        .build())
                ::labelValues);
  }

  /** A count and the time of what is counted, with the same labels. */
  Timed timed(String name, String countHelp, String timeHelp, String... labels) {
    return new Timed(
        count(name + "_count", countHelp, labels), time(name + "_latencies", timeHelp, labels));
  }

  private Family<DistributionDataPoint> distribution(
      String name, String help, double[] bounds, String... labels) {
    return family(
        name,
        labels,
        () ->
            shown(
                    Histogram.builder()
                        .name(PREFIX + name)
                        .help(help)
                        .labelNames(labels)
                        .classicOnly()
                        .classicUpperBounds(bounds)
                        .withoutExemplars()
                        .build())
                ::labelValues);
  }

  private <D> Family<D> family(
      String name, String[] labels, Supplier<Function<String[], D>> metric) {
    return new Family<>(List.of(labels), LabelRules.of(name, settings.rules()), metric);
  }

  private <M extends Collector> M shown(M metric) {
    if (exposed) {
      registry.register(metric);
    }
    return metric;
  }
}
