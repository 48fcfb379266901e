package io.todochatbot.sidecar.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The metadata of a message or event as headers of its delivery. Left out is what belongs to the
 * connection, to the original payload or to the trace, and what can't be a header: no message is
 * undeliverable for its metadata.
 */
public final class EventHeaders {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "content-type",
          "content-length",
          "traceparent",
          "tracestate",
          "grpc-trace-bin",
          "destination-app-id",
          "dapr-api-token",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> RESERVED = Set.of("host", "user-agent");
  private static final String NAME_SIGNS = "!#$%&'*+-.^_`|~";

  private EventHeaders() {}

  /** The headers that {@code metadata} becomes; names in lower case. */
  public static List<Map.Entry<String, String>> of(Map<String, String> metadata) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(metadata.size());
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if (LEFT_OUT.contains(name)
          || name.endsWith("-bin")
          || !isName(name)
          || !isValue(entry.getValue())) {
        continue;
      }
      headers.add(Map.entry(RESERVED.contains(name) ? "dapr-" + name : name, entry.getValue()));
    }
    return headers;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || NAME_SIGNS.indexOf(c) >= 0);
  }

  private static boolean isValue(String value) {
    return value.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t');
  }
}
