package io.todochatbot.sidecar.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

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
  private final Function<String[], D> fresh;
  private final ConcurrentMap<List<String>, D> series = new ConcurrentHashMap<>();

  /**
   * A metric without series.
   *
   * @param labels the names in alphabetical order
   * @param rules rewrite the values of this metric's labels
   * @param fresh makes the series of these values
   */
  Family(List<String> labels, LabelRules rules, Function<String[], D> fresh) {
    this.labels = List.copyOf(labels);
    this.rules = rules;
    this.fresh = fresh;
  }

  /** The series of these values, which are in the order of the labels. */
  D at(String... values) {
    List<String> key = rules.rewritten(labels, List.of(values));
    D known = series.get(key);
    return known == null ? make(key) : known;
  }

  private D make(List<String> key) {
    List<String> kept = series.size() < MOST ? key : others(key);
    return series.computeIfAbsent(kept, values -> fresh.apply(values.toArray(String[]::new)));
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
