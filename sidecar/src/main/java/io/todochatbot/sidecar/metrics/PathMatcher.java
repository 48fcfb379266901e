package io.todochatbot.sidecar.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the template that a path fits, as Go's multiplexer reads templates: {@code {name}} stands
 * for one segment, a last {@code {name...}} or slash for all that follow, {@code {$}} for the end.
 * A template that is no path of service invocation is also one behind {@code
 * /v1.0/invoke/{app_id}/method}.
 */
final class PathMatcher {
  private static final String INVOKE = "/v1.0/invoke/";

  private final List<Template> templates;

  private PathMatcher(List<Template> templates) {
    this.templates = templates;
  }

  /** Knows the templates of {@code spec.metrics.http.pathMatching}. */
  static PathMatcher of(List<String> patterns) {
    TreeSet<String> all = new TreeSet<>();
    for (String pattern : patterns) {
      String clean = normalized(pattern);
      all.add(clean);
      if (!clean.startsWith(INVOKE)) {
        all.add(INVOKE + "{app_id}/method" + clean);
      }
    }
    return new PathMatcher(
        all.stream().map(Template::of).sorted(Comparator.comparing(Template::rank)).toList());
  }

  /** Whether there is any template. */
  boolean isEmpty() {
    return templates.isEmpty();
  }

  /** The most specific template that {@code path} fits. */
  Optional<String> match(String path) {
    String[] segments = normalized(path).substring(1).split("/", -1);
    for (Template template : templates) {
      if (template.fits(segments)) {
        return Optional.of(template.text());
      }
    }
    return Optional.empty();
  }

  /** A path with one slash at its beginning and never two of them together. */
  static String normalized(String path) {
    String merged = path;
    while (merged.contains("//")) {
      merged = merged.replace("//", "/");
    }
    return merged.startsWith("/") ? merged : "/" + merged;
  }

  /**
   * A template.
   *
   * @param open whether more segments may follow
   * @param rank sorts what is more specific before the rest
   */
  private record Template(String text, List<String> segments, boolean open, String rank) {
    static Template of(String text) {
      List<String> segments = new ArrayList<>(List.of(text.substring(1).split("/", -1)));
      String last = segments.getLast();
      boolean open = last.isEmpty() || (last.startsWith("{") && last.endsWith("...}"));
      if (open) {
        segments.removeLast();
      } else if (last.equals("{$}")) {
        segments.set(segments.size() - 1, "");
      }
      StringBuilder rank = new StringBuilder();
      segments.forEach(segment -> rank.append(isVariable(segment) ? 'b' : 'a'));
      return new Template(text, List.copyOf(segments), open, rank.append(open ? 'c' : '0') + text);
    }

    boolean fits(String[] path) {
      // /items fits /items/ too: Go would send the caller there
      if (open ? path.length < segments.size() : path.length != segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        boolean same =
            isVariable(segments.get(i)) ? !path[i].isEmpty() : segments.get(i).equals(path[i]);
        if (!same) {
          return false;
        }
      }
      return true;
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{") && segment.endsWith("}");
    }
  }
}
