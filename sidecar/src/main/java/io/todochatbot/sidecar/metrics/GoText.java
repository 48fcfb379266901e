package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * Prometheus' text format as Go's client writes it. The Java client's own writer would end every
 * count in {@code _total}, which daprd's names don't, and write {@code le="1.0"} for {@code
 * le="1"}, so that nobody's queries would fit.
 */
final class GoText {
  /** From here on Go's shortest form of a number has an exponent. */
  private static final int EXPONENT_FROM = 6;

  private static final int EXPONENT_BELOW = -4;

  private final Writer text;

  private GoText(Writer text) {
    this.text = text;
  }

  /**
   * Writes the metrics that have any series.
   *
   * @throws IOException if {@code text} can't take them
   */
  static void write(MetricSnapshots snapshots, Writer text) throws IOException {
    GoText writer = new GoText(text);
    for (MetricSnapshot snapshot : snapshots) {
      switch (snapshot) {
        case CounterSnapshot counter -> writer.counter(counter);
        case GaugeSnapshot gauge -> writer.gauge(gauge);
        case HistogramSnapshot histogram -> writer.histogram(histogram);
        default -> throw new IllegalStateException("no daprd metric is a " + snapshot.getClass());
      }
    }
  }

  private void counter(CounterSnapshot counter) throws IOException {
    if (counter.getDataPoints().isEmpty()) {
      return;
    }
    String name = head(counter.getMetadata(), "counter");
    for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
      line(name, point.getLabels(), "", number(point.getValue()));
    }
  }

  private void gauge(GaugeSnapshot gauge) throws IOException {
    if (gauge.getDataPoints().isEmpty()) {
      return;
    }
    String name = head(gauge.getMetadata(), "gauge");
    for (GaugeSnapshot.GaugeDataPointSnapshot point : gauge.getDataPoints()) {
      line(name, point.getLabels(), "", number(point.getValue()));
    }
  }

  private void histogram(HistogramSnapshot histogram) throws IOException {
    if (histogram.getDataPoints().isEmpty()) {
      return;
    }
    String name = head(histogram.getMetadata(), "histogram");
    for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
      ClassicHistogramBuckets buckets = point.getClassicBuckets();
      long upTo = 0;
      for (int i = 0; i < buckets.size(); i++) {
        upTo += buckets.getCount(i);
        String bound = number(buckets.getUpperBound(i));
        line(name + "_bucket", point.getLabels(), bound, Long.toString(upTo));
      }
      line(name + "_sum", point.getLabels(), "", number(point.getSum()));
      line(name + "_count", point.getLabels(), "", Long.toString(upTo));
    }
  }

  private String head(MetricMetadata metadata, String type) throws IOException {
    String name = metadata.getOriginalName();
    text.append("# HELP ").append(name).append(' ').append(metadata.getHelp()).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return name;
  }

  /**
   * One line.
   *
   * @param bound a bucket's bound; empty for what is none
   */
  private void line(String name, Labels labels, String bound, String value) throws IOException {
    text.append(name);
    char before = '{';
    for (int i = 0; i < labels.size(); i++) {
      text.append(before).append(labels.getName(i)).append("=\"");
      escaped(labels.getValue(i));
      text.append('"');
      before = ',';
    }
    if (!bound.isEmpty()) {
      text.append(before).append("le=\"").append(bound).append('"');
    }
    text.append("} ").append(value).append('\n');
  }

  private void escaped(String value) throws IOException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(c);
      }
    }
  }

  /** A number in Go's shortest form. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= EXPONENT_BELOW && exponent < EXPONENT_FROM) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
