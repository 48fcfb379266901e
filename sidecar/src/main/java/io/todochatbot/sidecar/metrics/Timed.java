package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/** How often something happens and how long it takes. */
record Timed(Family<CounterDataPoint> count, Family<DistributionDataPoint> time) {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /** Takes note of one that took {@code nanos}; the values are in the order of the labels. */
  void record(long nanos, String... values) {
    count.at(values).inc();
    time.at(values).observe(milliseconds(nanos));
  }

  /** What metrics of time are in; daprd cuts the fraction off. */
  static double milliseconds(long nanos) {
    return nanos / NANOS_PER_MILLISECOND;
  }
}
