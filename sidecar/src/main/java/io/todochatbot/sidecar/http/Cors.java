package io.todochatbot.sidecar.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which pages of other origins a browser may let call this API ({@code --allowed-origins}).
 *
 * <p>A preflight is answered before anybody asks for a token, since browsers send none with it.
 */
final class Cors {
  private static final Set<String> METHODS =
      Set.of("HEAD", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final List<String> origins;

  /**
   * Allows the given origins.
   *
   * @param origins a comma list, each with at most one {@code *} that stands for anything; empty
   *     switches CORS off
   */
  Cors(String origins) {
    this.origins =
        Arrays.stream(origins.split(",", -1))
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
            .filter(origin -> !origin.isEmpty())
            .toList();
  }

  /** Whether this is a browser's question what it may send, answered by 200 and nothing more. */
  boolean isPreflight(HttpServerRequest request) {
    return !origins.isEmpty()
        && request.method().name().equals("OPTIONS")
        && !header(request, "access-control-request-method").isEmpty();
  }

  /** Puts what the browser must know into the answer to {@code request}. */
  void mark(HttpServerRequest request) {
    if (origins.isEmpty()) {
      return;
    }
    MultiMap headers = request.response().headers();
    headers.add("Vary", "Origin");
    String method = request.method().name();
    if (isPreflight(request)) {
      headers.add("Vary", "Access-Control-Request-Method");
      headers.add("Vary", "Access-Control-Request-Headers");
      method = header(request, "access-control-request-method").toUpperCase(Locale.ROOT);
    }
    String origin = header(request, "origin");
    if (origin.isEmpty() || !allows(origin) || !METHODS.contains(method)) {
      return;
    }
    headers.set("Access-Control-Allow-Origin", origins.contains("*") ? "*" : origin);
    if (isPreflight(request)) {
      headers.set("Access-Control-Allow-Methods", method);
      String wanted = header(request, "access-control-request-headers");
      if (!wanted.isEmpty()) {
        headers.set("Access-Control-Allow-Headers", wanted);
      }
    }
  }

  private boolean allows(String origin) {
    String asked = origin.toLowerCase(Locale.ROOT);
    return origins.stream().anyMatch(allowed -> matches(allowed, asked));
  }

  private static boolean matches(String allowed, String asked) {
    int star = allowed.indexOf('*');
    if (star < 0) {
      return allowed.equals(asked);
    }
    return asked.length() >= allowed.length() - 1
        && asked.startsWith(allowed.substring(0, star))
        && asked.endsWith(allowed.substring(star + 1));
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
