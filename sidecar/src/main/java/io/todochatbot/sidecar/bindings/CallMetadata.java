package io.todochatbot.sidecar.bindings;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.Wire;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a call tells an output binding beside what the request says itself: above all its trace. */
final class CallMetadata {
  private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

  /** What is between the caller and its sidecar alone. */
  private static final String TOKEN = "dapr-api-token";

  private CallMetadata() {}

  /** The metadata of a request that came with {@code call} and says {@code given} itself. */
  static Map<String, String> of(Call call, Map<String, String> given) {
    Map<String, String> metadata = new HashMap<>(given);
    if (call.wire() == Wire.HTTP) {
      metadata.putAll(trace(call));
    } else {
      trace(call).forEach(metadata::putIfAbsent);
      addAll(call, metadata);
    }
    return metadata;
  }

  private static Map<String, String> trace(Call call) {
    Map<String, String> trace = new HashMap<>();
    if (call.trace().exists()) {
      trace.put("traceparent", call.trace().traceparent());
      call.trace().tracestate().ifPresent(state -> trace.put("tracestate", state));
    }
    call.trace().baggage().ifPresent(baggage -> trace.put("baggage", baggage));
    return trace;
  }

  /** Over gRPC a call's metadata is the binding's too, and its trace wins. */
  private static void addAll(Call call, Map<String, String> metadata) {
    Map<String, String> first = new HashMap<>();
    for (Map.Entry<String, String> entry : call.headers().all()) {
      first.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
    }
    first.remove(TOKEN);
    first.forEach(
        (key, value) -> {
          if (TRACE.contains(key)) {
            metadata.put(key, value);
          } else {
            metadata.putIfAbsent(unreserved(key), value);
          }
        });
  }

  private static String unreserved(String key) {
    if (key.startsWith(":")) {
      return "dapr-" + key.substring(1);
    }
    return key.startsWith("grpc-") ? "dapr-" + key : key;
  }
}
