package io.todochatbot.sidecar.app;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A route as a request to the application: without leading slash, {@code .} and {@code ..} resolved
 * so that no route leads out of the application, and encoded.
 *
 * @param path without the query
 * @param query what stands behind a {@code ?} in the route
 */
public record AppPath(String path, String query) {
  private static final String PLAIN = "-._~!$&'()*+,;=:@/%";

  /** The request that {@code route}, as an application or a resource names it, stands for. */
  public static AppPath of(String route) {
    int question = route.indexOf('?');
    String path = question < 0 ? route : route.substring(0, question);
    return new AppPath(encoded(clean(path)), question < 0 ? "" : route.substring(question + 1));
  }

  private static String clean(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.removeLast();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }

  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte raw : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (raw & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hex(raw >> 4)).append(hex(raw));
      }
    }
    return encoded.toString();
  }

  private static char hex(int nibble) {
    return Character.toUpperCase(Character.forDigit(nibble & 0xf, 16));
  }
}
