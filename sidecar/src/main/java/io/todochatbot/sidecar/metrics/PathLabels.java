package io.todochatbot.sidecar.metrics;

import io.todochatbot.resources.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The labels {@code path} and {@code method} of HTTP metrics, as the configuration wants them. */
final class PathLabels {
  private static final Set<String> STATIC =
      Set.of("/dapr/config", "/dapr/metrics", "/dapr/subscribe", "/healthz");

  private static final Set<String> VERBS =
      Set.of("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE");

  private final boolean detailed;
  private final boolean verbs;
  private final PathMatcher matcher;

  PathLabels(Configuration.MetricHttp settings) {
    this.detailed = settings.increasedCardinality().orElse(true);
    this.verbs = !settings.excludeVerbs();
    this.matcher = PathMatcher.of(settings.pathMatching());
  }

  /** Whether paths are told apart even if no template fits. */
  boolean detailed() {
    return detailed;
  }

  /** The label for a verb. */
  String method(String method) {
    if (!verbs) {
      return "";
    }
    return VERBS.contains(method) ? method : "UNKNOWN";
  }

  /** The label for the path of a request to this sidecar; {@code path} is decoded. */
  String server(String path) {
    if (!matcher.isEmpty()) {
      return label(PathMatcher.normalized(path));
    }
    return detailed ? label(withoutKeys(path)) : "";
  }

  /** The label for the path of a request that this sidecar makes; {@code path} is decoded. */
  String client(String path) {
    String label = label(path);
    return detailed || !matcher.isEmpty() ? withoutKeys(label) : label;
  }

  private String label(String path) {
    if (STATIC.contains(path)) {
      return path;
    }
    Optional<String> found = template(path);
    if (found.isPresent()) {
      return found.get();
    }
    return detailed ? withoutKeys(path) : "";
  }

  private Optional<String> template(String path) {
    if (matcher.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> found = matcher.match(path);
    if (found.isPresent() && !(detailed && found.get().equals(path))) {
      return found;
    }
    String plain = withoutKeys(path);
    return plain.equals(path)
        ? Optional.empty()
        : matcher.match(plain).filter(text -> !text.equals("/"));
  }

  /** Leaves out what is different in each request: keys, names of secrets, ids. */
  static String withoutKeys(String path) {
    if (path.isEmpty()) {
      return path;
    }
    String whole = PathMatcher.normalized(path);
    String[] parts = whole.substring(1).split("/", 6);
    if (parts.length < 3) {
      return whole;
    }
    if (parts[0].equals("actors")) {
      parts[2] = "{id}";
      return String.join("/", parts);
    }
    return switch (parts[1]) {
      case "state", "secrets" -> joined(parts, 3);
      case "actors" -> actor(whole, parts);
      case "workflows" -> workflow(whole, parts);
      default -> whole;
    };
  }

  private static String actor(String whole, String[] parts) {
    if (parts.length < 5) {
      return whole;
    }
    parts[3] = "{id}";
    return joined(parts, 5);
  }

  private static String workflow(String whole, String[] parts) {
    if (parts.length < 4) {
      return whole;
    }
    if (parts.length == 5 && parts[4].startsWith("start")) {
      return joined(parts, 4) + "/start";
    }
    parts[3] = "{instanceId}";
    boolean event = parts.length == 6 && parts[4].equals("raiseEvent") && !parts[5].isEmpty();
    if (event) {
      parts[5] = "{eventName}";
    }
    return joined(parts, event ? 6 : Math.min(parts.length, 5));
  }

  private static String joined(String[] parts, int count) {
    return "/" + String.join("/", List.of(parts).subList(0, count));
  }
}
