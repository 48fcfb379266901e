package io.todochatbot.components.http;

import io.todochatbot.spi.OutputBinding;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The headers of a request. */
final class Headers {
  private static final String JSON = "application/json; charset=utf-8";

  /** What the client says itself, and nobody may say in its place. */
  private static final Set<String> RESTRICTED =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage");

  private Headers() {}

  static Map<String, String> of(
      OutputBinding.Request request, HttpBinding.Settings settings, boolean withBody) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (withBody) {
      headers.put("Content-Type", JSON);
    }
    headers.put("Accept", JSON);
    headers.put("Accept-Encoding", "gzip");
    if (!settings.securityToken().isEmpty() && !settings.securityTokenHeader().isEmpty()) {
      headers.put(settings.securityTokenHeader(), settings.securityToken());
    }
    request
        .metadata()
        .forEach(
            (key, value) -> {
              if (!key.isEmpty() && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z') {
                headers.put(key, value);
              }
            });
    // last, since nothing else may stand in for the caller's trace
    TRACE.forEach(name -> request.entry(name).ifPresent(value -> headers.put(name, value)));
    headers.keySet().removeIf(name -> RESTRICTED.contains(name.toLowerCase(java.util.Locale.ROOT)));
    if (request.operation().equals("head") || request.metadata().containsKey("Range")) {
      headers.remove("Accept-Encoding", "gzip");
    }
    return headers;
  }

  /** Whether it was us who asked for a compressed answer, which then is ours to undo. */
  static boolean asksForGzip(HttpRequest request) {
    return request.headers().firstValue("accept-encoding").orElse("").equals("gzip");
  }
}
