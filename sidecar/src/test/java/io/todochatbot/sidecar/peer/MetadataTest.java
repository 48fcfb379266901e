package io.todochatbot.sidecar.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
  @Test
  void dropsWhatConcernsOneHopOnly() {
    Metadata metadata =
        Metadata.ofHttp(
            List.of(
                Map.entry("Connection", "close, X-Hop"),
                Map.entry("x-hop", "1"),
                Map.entry("te", "trailers"),
                Map.entry("host", "h"),
                Map.entry("dapr-api-token", "secret"),
                Map.entry("x-kept", "2")));
    assertThat(metadata.toHttp()).containsExactly(Map.entry("X-Kept", "2"));
  }

  @Test
  void prefixesWhatMeansSomethingElseOnTheOtherWire() {
    Metadata http =
        Metadata.ofHttp(List.of(Map.entry("content-type", "text/plain"), Map.entry("x-a", "1")));
    assertThat(http.toGrpc(true))
        .containsExactly(Map.entry("dapr-content-type", "text/plain"), Map.entry("x-a", "1"));
    Metadata grpc =
        Metadata.ofGrpc(
            List.of(
                Map.entry("grpc-timeout", "1S"),
                Map.entry("grpc-accept-encoding", "gzip"),
                Map.entry(":authority", "a:1"),
                Map.entry("x-bin", "AAE")));
    assertThat(grpc.toHttp())
        .containsExactly(
            Map.entry("dapr-grpc-accept-encoding", "gzip"), Map.entry("dapr-authority", "a:1"));
    assertThat(grpc.first("x-bin")).contains("AAE=");
  }

  @Test
  void introducesTheCallerBeforeWhatTheCallSaysItself() {
    Metadata spoofed = Metadata.ofHttp(List.of(Map.entry("dapr-caller-app-id", "spoof")));
    Self self = new Self("caller", "", "127.0.0.1", "host");
    assertThat(self.introduce(spoofed, "callee").toHttp())
        .containsExactly(
            Map.entry("dapr-callee-app-id", "callee"),
            Map.entry("dapr-caller-app-id", "caller"),
            Map.entry("dapr-caller-namespace", "default"),
            Map.entry("Dapr-Caller-App-Id", "spoof"),
            Map.entry("X-Forwarded-For", "127.0.0.1"),
            Map.entry("X-Forwarded-Host", "host"),
            Map.entry("Forwarded", "for=127.0.0.1;by=127.0.0.1;host=host"));
  }
}
