package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dapr.v1.DaprMetadataProtos;
import io.dapr.v1.DaprStateProtos;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiLogTest {
  @TempDir Path folder;

  @Test
  void tellsEveryCallOverHttpInDaprdsFields() {
    try (Rig rig = Rig.start(builder().flag("enable-api-logging", "true"))) {
      rig.get("/v1.0/state/memstore/a%20b?x=1", "User-Agent", "me");
      rig.get("/v1.0/healthz");
      rig.get("/v1.0/state/nowhere/a");
      await().untilAsserted(() -> assertThat(rig.lines("HTTP API Called")).hasSize(3));
      List<String> lines = rig.lines("HTTP API Called");
      assertThat(lines.get(0))
          .contains("level=info", "app_id=my-app code=204 duration=")
          .contains("method=\"GET /v1.0/state/memstore/a b\" scope=dapr.runtime.http-info size=0")
          .contains("type=log useragent=me ver=");
      assertThat(lines.get(1)).contains("GET /v1.0/healthz");
      assertThat(lines.get(2)).contains("code=400", "size=").doesNotContain("size=0");
    }
  }

  @Test
  void tellsEveryCallOverGrpc() {
    try (Rig rig = Rig.start(builder().flag("enable-api-logging", "true"))) {
      rig.grpc().getMetadata(DaprMetadataProtos.GetMetadataRequest.getDefaultInstance());
      assertThatThrownBy(
              () -> rig.grpc().getState(DaprStateProtos.GetStateRequest.newBuilder().build()))
          .isInstanceOf(StatusRuntimeException.class);
      await().untilAsserted(() -> assertThat(rig.lines("gRPC API Called")).hasSize(2));
      List<String> lines = rig.lines("gRPC API Called");
      assertThat(lines.get(0))
          .contains("code=0 duration=", "scope=dapr.runtime.grpc.api-info")
          .contains("method=/dapr.proto.runtime.v1.Dapr/GetMetadata");
      assertThat(lines.get(1)).contains("code=3").contains("/GetState");
    }
  }

  @Test
  void namesOperationsInPlaceOfPathsAndPassesOverHealthWhereTheConfigurationSaysSo()
      throws IOException {
    String apiLogging = "{enabled: true, obfuscateURLs: true, omitHealthChecks: true}";
    try (Rig rig = Rig.start(builder().configuration(configuration(apiLogging)))) {
      rig.get("/v1.0/healthz");
      rig.get("/v1.0/state/memstore/secret-key");
      rig.get("/v1.0/invoke/other/method/secret-path");
      rig.send("GET", "/secret-path", "", "dapr-app-id", "third");
      await().untilAsserted(() -> assertThat(rig.lines("HTTP API Called")).hasSize(3));
      assertThat(rig.lines("HTTP API Called"))
          .noneMatch(line -> line.contains("secret"))
          .anyMatch(line -> line.contains("method=GetState "))
          .anyMatch(line -> line.contains("method=InvokeService/other "))
          .anyMatch(line -> line.contains("InvokeService/third"));
    }
  }

  @Test
  void theFlagOutweighsTheConfiguration() throws IOException {
    try (Rig rig =
        Rig.start(
            builder()
                .configuration(configuration("{enabled: true}"))
                .flag("enable-api-logging", "false"))) {
      rig.get("/v1.0/metadata");
      rig.sidecar().close();
      assertThat(rig.logged()).doesNotContain("API Called");
    }
  }

  private SidecarBuilder builder() {
    return Sidecar.builder().appId("my-app").resources(Rig.write(folder, Rig.MEMORY));
  }

  private Path configuration(String apiLogging) throws IOException {
    return Files.writeString(
        folder.resolve("logging.txt"),
        """
        apiVersion: dapr.io/v1alpha1
        kind: Configuration
        metadata: {name: logging}
        spec: {logging: {apiLogging: %s}}
        """
            .formatted(apiLogging));
  }
}
