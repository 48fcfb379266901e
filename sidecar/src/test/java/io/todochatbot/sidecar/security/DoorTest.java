package io.todochatbot.sidecar.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprMetadataProtos;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {
  @TempDir Path folder;

  @Test
  void letsInOnlyWhoHasTheToken() {
    try (Rig rig =
        Rig.start(
            Sidecar.builder()
                .appId("x")
                .resources(Rig.write(folder, Rig.MEMORY))
                .environment(Map.of("DAPR_API_TOKEN", "right")))) {
      assertThat(rig.get("/v1.0/state/memstore/k").body()).isEqualTo("invalid api token\n");
      assertThat(rig.get("/v1.0/state/memstore/k", "dapr-api-token", "wrong").statusCode())
          .isEqualTo(401);
      assertThat(rig.get("/v1.0/state/memstore/k", "dapr-api-token", "right").statusCode())
          .isEqualTo(204);
      assertThat(rig.get("/v1.0/healthz").statusCode()).isEqualTo(204);
      // the token is asked for before the body is looked at
      assertThat(rig.post("/v1.0/state/memstore", "{").statusCode()).isEqualTo(401);
      DaprGrpc.DaprBlockingStub grpc = rig.grpc();
      assertThatThrownBy(
              () -> grpc.getMetadata(DaprMetadataProtos.GetMetadataRequest.getDefaultInstance()))
          .hasMessage("UNAUTHENTICATED: Unauthorized");
      Metadata token = new Metadata();
      token.put(Metadata.Key.of("dapr-api-token", Metadata.ASCII_STRING_MARSHALLER), "right");
      assertThat(
              grpc.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
                  .setMetadata(
                      DaprMetadataProtos.SetMetadataRequest.newBuilder()
                          .setKey("a")
                          .setValue("b")
                          .build()))
          .isEqualTo(Empty.getDefaultInstance());
    }
  }

  @Test
  void keepsToTheAllowList() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata: {name: c}
            spec:
              api:
                allowed:
                  - {name: state, version: v1.0, protocol: http}
            """);
    Path resources = Files.createDirectory(folder.resolve("r"));
    try (Rig rig =
        Rig.start(
            Sidecar.builder()
                .appId("x")
                .resources(Rig.write(resources, Rig.MEMORY))
                .configuration(config))) {
      assertThat(rig.get("/v1.0/state/memstore/k").statusCode()).isEqualTo(204);
      assertThat(Rig.told(rig.get("/v1.0/metadata"))).isEqualTo("404 404 page not found");
      assertThat(rig.get("/v1.0/healthz").statusCode()).isEqualTo(204);
      // the list says nothing of gRPC
      assertThat(
              rig.grpc()
                  .getMetadata(DaprMetadataProtos.GetMetadataRequest.getDefaultInstance())
                  .getId())
          .isEqualTo("x");
    }
  }
}
