package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The differences between recorded metrics and what a sidecar shows: type, help, labels, buckets,
 * and the series that were recorded as examples. Values are no part of the recording. What can only
 * come from a component or a control plane that is not there is not asked for.
 */
final class MetricsDiff {
  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
  private static final Pattern NAME = Pattern.compile("(?m)^  name: (\\S+)");
  private static final Pattern TYPE = Pattern.compile("(?m)^  type: (\\S+)");
  private static final Pattern BLOCK =
      Pattern.compile(
          "/v1\\.0[^/]*/(state|publish|secrets|bindings|configuration|lock|unlock|"
              + "crypto|conversation)/([^/?]+).*");
  private static final Pattern ELSEWHERE =
      Pattern.compile(".*([Ss]cheduler|[Aa]ctor|/jobs?/|job_trigger).*");

  private final String components;
  private final List<String> names;
  private final List<String> types;
  private final boolean whole;

  /**
   * Compares with what a sidecar with these components can show.
   *
   * @param whole whether it has all components and the control plane of the recording
   */
  MetricsDiff(List<String> components, boolean whole) {
    this.components = String.join("\n", components);
    this.names = all(NAME, this.components);
    this.types = all(TYPE, this.components);
    this.whole = whole;
  }

  /** The differences of {@code text}, in Prometheus' format. */
  List<Difference> differences(JsonNode expected, String text) {
    Map<String, Shown> shown = parse(text);
    List<Difference> out = new ArrayList<>();
    expected
        .properties()
        .forEach(metric -> compare(metric.getKey(), metric.getValue(), shown, out));
    return out;
  }

  private void compare(String name, JsonNode metric, Map<String, Shown> all, List<Difference> out) {
    List<JsonNode> wanted =
        StreamSupport.stream(metric.path("examples").spliterator(), false)
            .filter(example -> whole || isPossible(name, example))
            .toList();
    if (metric.has("examples") && wanted.isEmpty()) {
      return;
    }
    String field = "metrics." + name;
    Shown shown = all.get(name);
    if (shown == null) {
      if (whole || wanted.stream().anyMatch(this::isSure) || !metric.has("examples")) {
        out.add(new Difference(field, "a " + metric.path("type").asText(), JsonDiff.ABSENT));
      }
      return;
    }
    same(field + ".type", metric.path("type").asText(), shown.type, out);
    same(field + ".help", metric.path("help").asText(), shown.help, out);
    same(field + ".labels", texts(metric.path("labels")), shown.labels(), out);
    same(field + ".buckets", texts(metric.path("buckets")), shown.buckets, out);
    for (JsonNode example : wanted) {
      Map<String, String> labels = new TreeMap<>();
      example.properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      if (isSure(example) && !shown.series.contains(labels)) {
        out.add(new Difference(field + ".series", labels.toString(), JsonDiff.ABSENT));
      }
    }
  }

  /** Whether nothing in a series speaks of what is not there. */
  private boolean isPossible(String metric, JsonNode example) {
    String component = example.path("component").asText();
    boolean byType = metric.contains("_component_init_");
    boolean known =
        component.isEmpty()
            || component.equals("pubsubName")
            || (byType ? types : names).contains(component);
    boolean storeless =
        !components.contains("type: state.") && example.toString().contains("State");
    return known
        && !storeless
        && !example.has("actor_type")
        && !ELSEWHERE.matcher(example.toString()).matches()
        && isPossible(example.path("path").asText());
  }

  private boolean isPossible(String path) {
    Matcher block = BLOCK.matcher(path);
    return !block.matches() || names.contains(block.group(2));
  }

  /** Whether a series comes from what is there: without a path that can't be told. */
  private boolean isSure(JsonNode example) {
    boolean nameless = example.has("path") && example.path("path").asText().isEmpty();
    boolean binding = example.path("path").asText().equals("/tick") && !names.contains("tick");
    return whole || (!nameless && !binding);
  }

  private static void same(String field, Object expected, Object actual, List<Difference> out) {
    if (!expected.equals(actual)) {
      out.add(new Difference(field, expected.toString(), actual.toString()));
    }
  }

  private static Map<String, Shown> parse(String text) {
    Map<String, Shown> shown = new LinkedHashMap<>();
    Shown current = new Shown("");
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        current = new Shown(words[2]);
        current.help = words.length > 3 ? words[3] : "";
        shown.put(words[2], current);
      } else if (line.startsWith("# TYPE ")) {
        current.type = words[3];
      } else {
        current.add(line);
      }
    }
    return shown;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** A metric as it is shown. */
  private static final class Shown {
    private final String name;
    private final List<Map<String, String>> series = new ArrayList<>();
    private final List<String> buckets = new ArrayList<>();
    private String type = "";
    private String help = "";

    Shown(String name) {
      this.name = name;
    }

    void add(String line) {
      Matcher parts = SERIES.matcher(line);
      if (!parts.matches()) {
        return;
      }
      Map<String, String> labels = new TreeMap<>();
      Matcher label = LABEL.matcher(Optional.ofNullable(parts.group(2)).orElse(""));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      String bound = labels.remove("le");
      if (bound != null && (series.isEmpty() || series.getFirst().equals(labels))) {
        buckets.add(bound);
      }
      boolean own = parts.group(1).equals(name) || parts.group(1).equals(name + "_bucket");
      if (own && !series.contains(labels)) {
        series.add(labels);
      }
    }

    List<String> labels() {
      return series.isEmpty() ? List.of() : List.copyOf(series.getFirst().keySet());
    }
  }
}
