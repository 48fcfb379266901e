package io.todochatbot.sidecar.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A metric and its series, one for each combination of label values. There are never more than
 * {@link #MOST} of them by values that come from outside, such as paths and topics: later ones are
 * counted together as {@link #OTHER}. daprd's grow without end. Safe for concurrent use.
 *
 * @param <D> what a series takes
 */
final class Family<D> {
  /** How many series there may be. */
  static final int MOST = 500;

  /** How many characters of a value are kept. */
  static final int LONGEST = 200;

  /** Stands for the values that came too late to have a series of their own. */
  static final String OTHER = "{other}";

  private static final Set<String> OPEN =
      Set.of(
          "dst_app_id",
          "grpc_client_method",
          "grpc_server_method",
          "operation",
          "path",
          "src_app_id",
          "target",
          "topic");

  private final List<String> labels;
  private final LabelRules rules;
  private final Supplier<Function<String[], D>> metric;
  private final ConcurrentMap<List<String>, D> series = new ConcurrentHashMap<>();
  private final ReentrantLock making = new ReentrantLock();
  private Optional<Function<String[], D>> made = Optional.empty();

  /**
   * A metric without series.
   *
   * @param labels the names in alphabetical order
   * @param rules rewrite the values of this metric's labels
   * @param metric makes the metric, once there is a series: most are never used, and the start must
   *     not wait for them
   */
  Family(List<String> labels, LabelRules rules, Supplier<Function<String[], D>> metric) {
    this.labels = List.copyOf(labels);
    this.rules = rules;
    this.metric = metric;
  }

  /** The series of these values, which are in the order of the labels. */
  D at(String... values) {
    List<String> key = rules.rewritten(labels, shortened(values));
    D known = series.get(key);
    return known == null ? make(key) : known;
  }

  /** Values that come from outside may be of any length, and each series keeps its own. */
  private static List<String> shortened(String[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].length() > LONGEST) {
        values[i] = values[i].substring(0, LONGEST) + "…";
      }
    }
    return List.of(values);
  }

  private D make(List<String> key) {
    making.lock();
    try {
      if (made.isEmpty()) {
        made = Optional.of(metric.get());
      }
      Function<String[], D> fresh = made.get();
      List<String> kept = series.size() < MOST ? key : others(key);
      return series.computeIfAbsent(kept, values -> fresh.apply(values.toArray(String[]::new)));
    } finally {
      making.unlock();
    }
  }

  private List<String> others(List<String> key) {
    List<String> others = new ArrayList<>(key);
    for (int i = 0; i < others.size(); i++) {
      if (OPEN.contains(labels.get(i)) && !others.get(i).isEmpty()) {
        others.set(i, OTHER);
      }
    }
    return List.copyOf(others);
  }
}
