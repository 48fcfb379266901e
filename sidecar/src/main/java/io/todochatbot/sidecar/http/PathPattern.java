package io.todochatbot.sidecar.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The path of a binding: literals, variables and perhaps a last {@code *}. */
record PathPattern(List<String> segments, boolean open) {
  static PathPattern parse(String path) {
    List<String> segments = PathSegments.of(path).segments();
    boolean open = !segments.isEmpty() && segments.getLast().equals("*");
    return new PathPattern(
        List.copyOf(open ? segments.subList(0, segments.size() - 1) : segments), open);
  }

  String block() {
    return segments.size() < 2 ? "" : segments.get(1);
  }

  /** The values of the variables, decoded; empty if the path does not match. */
  Optional<Map<String, String>> match(PathSegments path) {
    List<String> given = path.segments();
    if (open ? given.size() < segments.size() : given.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>(4);
    for (int i = 0; i < segments.size(); i++) {
      String expected = segments.get(i);
      if (expected.startsWith("{")) {
        // daprd unescapes variables as it does queries, where a plus stands for a blank
        Optional<String> value = Query.decode(given.get(i), true);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        variables.put(expected.substring(1, expected.length() - 1), value.get());
      } else if (!expected.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    if (open) {
      variables.put("*", rest(path.raw()));
    }
    return Optional.of(variables);
  }

  /** What stands in the raw path behind this pattern's own segments and their slash. */
  private String rest(String raw) {
    int at = 0;
    for (int left = segments.size(); left > 0; left--) {
      while (at < raw.length() && raw.charAt(at) == '/') {
        at++;
      }
      while (at < raw.length() && raw.charAt(at) != '/') {
        at++;
      }
    }
    return at < raw.length() ? raw.substring(at + 1) : "";
  }
}
