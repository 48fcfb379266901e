package io.todochatbot.sidecar.peer;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of a call on its way between sidecars. Names from HTTP are written as Go writes them
 * ({@code X-Custom}), names from gRPC in lower case: the other sidecar, perhaps daprd, tells them
 * apart by that.
 *
 * @param entries values by name, both in the order received
 */
public record Metadata(Map<String, List<String>> entries) {
  /** No headers. */
  public static final Metadata NONE = new Metadata(Map.of());

  /** RFC 7230, section 6.1, and what else daprd drops with it. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "te",
          "trailer",
          "proxy-authorization",
          "proxy-authenticate");

  /** Concern the connection to this sidecar, or are its own secret. */
  private static final Set<String> NEVER_FORWARDED = Set.of("host", "expect", "dapr-api-token");

  /** Made anew at each hop. */
  private static final Set<String> OF_THE_HOP =
      Set.of("traceparent", "tracestate", "grpc-trace-bin", "destination-app-id");

  /** Names that mean something else to gRPC and get a prefix there. */
  private static final Set<String> PERMANENT =
      Set.of(
          "Accept",
          "Accept-Charset",
          "Accept-Language",
          "Accept-Ranges",
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "Transfer-Encoding",
          "Upgrade",
          "Cache-Control",
          "Content-Type",
          "Content-Length",
          "Cookie",
          "Date",
          "Expect",
          "From",
          "Host",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "If-Schedule-Tag-Match",
          "If-Unmodified-Since",
          "Max-Forwards",
          "Origin",
          "Pragma",
          "Referer",
          "Via",
          "Warning");

  /** What grpc-go sets itself and takes from nobody. */
  private static final Set<String> OF_GRPC =
      Set.of(
          "content-type",
          "user-agent",
          "te",
          "grpc-accept-encoding",
          "grpc-message-type",
          "grpc-encoding",
          "grpc-message",
          "grpc-status",
          "grpc-status-details-bin",
          "grpc-timeout");

  /** What gRPC says of a call itself; grpc-go does not show it as metadata. */
  private static final Set<String> OF_THE_CALL =
      Set.of(
          "grpc-encoding",
          "grpc-message",
          "grpc-message-type",
          "grpc-status",
          "grpc-timeout",
          "te");

  /** Copies the map. */
  public Metadata {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    entries.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    entries = java.util.Collections.unmodifiableMap(copy);
  }

  /** Headers received over HTTP. */
  public static Metadata ofHttp(Iterable<Map.Entry<String, String>> headers) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      if (!name.startsWith(":") && !NEVER_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
        add(entries, canonical(name), header.getValue());
      }
    }
    return new Metadata(entries);
  }

  /** Metadata received over gRPC. */
  public static Metadata ofGrpc(Iterable<Map.Entry<String, String>> headers) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!NEVER_FORWARDED.contains(name) && !OF_THE_CALL.contains(name)) {
        boolean binary = name.endsWith("-bin");
        add(entries, name, binary ? padded(header.getValue()) : header.getValue());
      }
    }
    return new Metadata(entries);
  }

  /** The first value of that name, whatever its case. */
  public Optional<String> first(String name) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .flatMap(entry -> entry.getValue().stream())
        .findFirst();
  }

  /** With {@code value} before the values of that name that are there already. */
  public Metadata preceded(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>();
    more.put(name, List.of(value));
    entries.forEach((other, values) -> more.merge(other, values, Metadata::joined));
    return new Metadata(more);
  }

  /** With {@code value} behind the values of that name that are there already. */
  public Metadata followed(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(entries);
    more.merge(name, List.of(value), Metadata::joined);
    return new Metadata(more);
  }

  /** Without the header of that name, whatever its case. */
  public Metadata without(String name) {
    Map<String, List<String>> less = new LinkedHashMap<>(entries);
    less.keySet().removeIf(name::equalsIgnoreCase);
    return new Metadata(less);
  }

  /**
   * As headers of an HTTP request or response: without those of the hop, of the body and of the
   * trace, and with a prefix before gRPC's own.
   */
  public List<Map.Entry<String, String>> toHttp() {
    Set<String> nominated = nominated();
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    entries.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          boolean kept =
              !OF_THE_HOP.contains(lower)
                  && !HOP_BY_HOP.contains(lower)
                  && !nominated.contains(lower)
                  && !lower.endsWith("-bin")
                  && !lower.equals("content-type")
                  && !lower.equals("content-length");
          if (kept) {
            values.forEach(value -> headers.add(Map.entry(httpName(name, lower), value)));
          }
        });
    return headers;
  }

  /** As metadata of a gRPC call, without that of the trace. */
  public List<Map.Entry<String, String>> toGrpc(boolean prefixed) {
    List<Map.Entry<String, String>> metadata = new ArrayList<>();
    entries.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          String target = prefixed && PERMANENT.contains(name) ? "dapr-" + lower : lower;
          if (!OF_THE_HOP.contains(lower)
              && !HOP_BY_HOP.contains(lower)
              && !OF_GRPC.contains(target)
              && !target.startsWith(":")) {
            values.forEach(value -> metadata.add(Map.entry(target, value)));
          }
        });
    return metadata;
  }

  /** The names that the Connection header declares to be of this hop only. */
  private Set<String> nominated() {
    return first("connection").stream()
        .flatMap(value -> java.util.Arrays.stream(value.split(",", -1)))
        .map(token -> token.strip().toLowerCase(Locale.ROOT))
        .filter(token -> !token.isEmpty())
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private static String httpName(String name, String lower) {
    if (lower.startsWith(":")) {
      return "dapr-" + lower.substring(1);
    }
    return lower.startsWith("grpc-") ? "dapr-" + lower : name;
  }

  private static void add(Map<String, List<String>> entries, String name, String value) {
    entries.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** {@code x-custom} as {@code X-Custom}. */
  private static String canonical(String name) {
    StringBuilder text = new StringBuilder(name.length());
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      text.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = c == '-';
    }
    return text.toString();
  }

  /** gRPC leaves Base64's padding out; between sidecars it is needed. */
  private static String padded(String base64) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException ignored) {
      // not Base64: daprd would drop it at the far end, and so do we
      return base64;
    }
  }
}
