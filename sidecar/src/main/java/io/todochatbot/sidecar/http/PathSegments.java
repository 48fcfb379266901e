package io.todochatbot.sidecar.http;

import java.util.ArrayList;
import java.util.List;

/**
 * A request's path cut at its slashes, undecoded: empty segments and {@code .} are passed over and
 * {@code ..} takes one back, as daprd cleans paths before it routes them.
 *
 * @param raw the path as received
 * @param segments what is left of it
 */
record PathSegments(String raw, List<String> segments) {
  static PathSegments of(String raw) {
    List<String> segments = new ArrayList<>(8);
    int start = 0;
    while (start <= raw.length()) {
      int slash = raw.indexOf('/', start);
      int end = slash < 0 ? raw.length() : slash;
      String segment = raw.substring(start, end);
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.removeLast();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
      start = end + 1;
    }
    return new PathSegments(raw, segments);
  }

  /** Whether every percent escape is one; Go's server refuses a request where not. */
  boolean wellFormed() {
    return Query.decode(raw, false).isPresent();
  }

  /** The path as it is meant. */
  String decoded() {
    return Query.decode(raw, false).orElse(raw);
  }

  /** The second segment, a building block's name in most paths; empty if there is none. */
  String block() {
    return segments.size() < 2 ? "" : segments.get(1);
  }
}
