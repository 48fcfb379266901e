package io.todochatbot.sidecar.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMetadataTest {
  private static final Trace TRACE = Trace.fresh(false);

  @Test
  void overHttpTheTraceOfTheCallWins() {
    Call call = new Call(Wire.HTTP, headers(Map.of("x", "1")), TRACE);
    assertThat(CallMetadata.of(call, Map.of("traceparent", "forged", "a", "b")))
        .isEqualTo(Map.of("traceparent", TRACE.traceparent(), "a", "b"));
  }

  @Test
  void overGrpcTheCallsMetadataIsAddedExceptItsToken() {
    Call call =
        new Call(
            Wire.GRPC,
            headers(
                Map.of(
                    "traceparent", "given",
                    "dapr-api-token", "secret",
                    "a", "of the call",
                    ":authority", "host",
                    "grpc-timeout", "1S")),
            TRACE);
    assertThat(CallMetadata.of(call, Map.of("a", "of the request")))
        .isEqualTo(
            Map.of(
                "traceparent", "given",
                "a", "of the request",
                "dapr-authority", "host",
                "dapr-grpc-timeout", "1S"));
  }

  private static Headers headers(Map<String, String> all) {
    return new Headers() {
      @Override
      public Optional<String> first(String name) {
        return Optional.ofNullable(all.get(name));
      }

      @Override
      public Iterable<Map.Entry<String, String>> all() {
        return all.entrySet();
      }
    };
  }
}
