package io.todochatbot.sidecar.metrics;

import io.todochatbot.resources.Configuration.MetricLabel;
import io.todochatbot.resources.Configuration.MetricRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rewrites the values of one metric's labels as {@code spec.metrics.rules} say: every part that a
 * regular expression finds is replaced.
 */
final class LabelRules {
  /** Leaves every value as it is. */
  static final LabelRules NONE = new LabelRules(Map.of());

  private record Replacement(Pattern pattern, String by) {}

  private final Map<String, List<Replacement>> byLabel;

  private LabelRules(Map<String, List<Replacement>> byLabel) {
    this.byLabel = Map.copyOf(byLabel);
  }

  /**
   * The rules for the metric of that name.
   *
   * @param name with or without {@code dapr_} in front of it in the rules
   * @throws IllegalArgumentException if a regular expression is malformed
   */
  static LabelRules of(String name, List<MetricRule> all) {
    Map<String, List<Replacement>> found = new TreeMap<>();
    for (MetricRule rule : all) {
      if (plain(rule.name()).equals(plain(name))) {
        rule.labels().forEach(label -> found.put(label.name(), replacements(rule, label)));
      }
    }
    return found.isEmpty() ? NONE : new LabelRules(found);
  }

  /** The values as the rules have them; {@code values} are in the order of {@code labels}. */
  List<String> rewritten(List<String> labels, List<String> values) {
    if (byLabel.isEmpty()) {
      return values;
    }
    List<String> rewritten = new ArrayList<>(values);
    for (int i = 0; i < rewritten.size(); i++) {
      for (Replacement replacement : byLabel.getOrDefault(labels.get(i), List.of())) {
        String value = rewritten.get(i);
        if (!value.isEmpty()) {
          rewritten.set(i, replacement.pattern().matcher(value).replaceAll(replacement.by()));
        }
      }
    }
    return List.copyOf(rewritten);
  }

  /** In the order of the new values, so that several that fit have the same outcome each time. */
  private static List<Replacement> replacements(MetricRule rule, MetricLabel label) {
    List<Replacement> replacements = new ArrayList<>();
    new TreeMap<>(label.regex())
        .forEach(
            (value, expression) -> {
              try {
                replacements.add(
                    new Replacement(Pattern.compile(expression), Matcher.quoteReplacement(value)));
              } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                    "failed to compile regex for rule "
                        + rule.name()
                        + ", label "
                        + label.name()
                        + ": "
                        + e.getMessage(),
                    e);
              }
            });
    return List.copyOf(replacements);
  }

  private static String plain(String name) {
    return name.startsWith("dapr_") ? name.substring("dapr_".length()) : name;
  }
}
