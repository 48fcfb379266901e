package io.todochatbot.sidecar.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.dapr.v1.DaprBindingsProtos.InvokeBindingRequest;
import io.dapr.v1.DaprBindingsProtos.InvokeBindingResponse;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output bindings through a whole sidecar. */
class BindingsTest {
  private static final Metadata.Key<String> STATUS =
      Metadata.Key.of("metadata.statuscode", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @TempDir Path folder;
  private HttpServer service;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          byte[] answer = "got".getBytes(StandardCharsets.UTF_8);
          int status = exchange.getRequestURI().getPath().equals("/404") ? 404 : 200;
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    String http =
        Rig.component(
            "web",
            "bindings.http",
            "metadata:",
            "- name: url",
            "  value: http://127.0.0.1:" + service.getAddress().getPort());
    String cron =
        Rig.component(
            "cron", "bindings.cron", "metadata:", "- name: schedule", "  value: '@daily'");
    String files =
        Rig.component(
            "files",
            "bindings.localstorage",
            "metadata:",
            "- name: rootPath",
            "  value: " + folder.resolve("files"),
            "- name: direction",
            "  value: input");
    rig = Rig.start(Sidecar.builder().appId("x").resources(Rig.write(folder, http, cron, files)));
  }

  @AfterEach
  void stop() {
    rig.close();
    service.stop(0);
  }

  @Test
  void givesDataAndMetadataOfTheAnswerOnBothWires() {
    HttpResponse<String> answer = rig.post("/v1.0/bindings/web", "{\"operation\":\"get\"}");
    assertThat(Rig.told(answer)).isEqualTo("200 got");
    assertThat(answer.headers().firstValue("metadata.statuscode")).contains("200");
    InvokeBindingResponse response = rig.grpc().invokeBinding(request("web", "get", Map.of()));
    assertThat(response.getData().toStringUtf8()).isEqualTo("got");
    assertThat(response.getMetadataMap()).containsEntry("statusCode", "200");
  }

  @Test
  void tellsAFailuresMetadataOnBothWires() {
    HttpResponse<String> answer =
        rig.post("/v1.0/bindings/web", "{\"Operation\":\"get\",\"metadata\":{\"path\":\"404\"}}");
    assertThat(Rig.told(answer))
        .isEqualTo(
            "500 {\"errorCode\":\"ERR_INVOKE_OUTPUT_BINDING\",\"message\":\"error invoking output"
                + " binding web: received status code 404\"}");
    assertThat(answer.headers().firstValue("metadata.statuscode")).contains("404");
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    var stub =
        io.dapr.v1.DaprGrpc.newBlockingStub(
            ClientInterceptors.intercept(
                rig.channel(), MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));
    assertThatThrownBy(() -> stub.invokeBinding(request("web", "get", Map.of("path", "404"))))
        .hasMessageStartingWith("INTERNAL");
    assertThat(headers.get().get(STATUS)).isEqualTo("404");
    assertThat(trailers.get().get(DETAILS))
        .asString(StandardCharsets.UTF_8)
        .contains("error invoking output binding web: received status code 404");
  }

  @Test
  void refusesWhatNoOutputBindingCanDo() {
    assertThat(rig.post("/v1.0/bindings/cron", "{\"operation\":\"create\"}").body())
        .contains("couldn't find output binding cron");
    assertThat(rig.post("/v1.0/bindings/files", "{\"operation\":\"create\"}").body())
        .contains("couldn't find output binding files");
    assertThat(rig.post("/v1.0/bindings/web", "{}").body())
        .contains("operation field is missing from request");
    assertThat(rig.post("/v1.0/bindings/web", "{\"operation\":\"bow\"}").body())
        .contains("does not support operation bow. supported operations:create get ");
    assertThat(Rig.told(rig.post("/v1.0/bindings/web", "[]")))
        .startsWith("400 {\"errorCode\":\"ERR_MALFORMED_REQUEST\"");
  }

  @Test
  void showsTheDirectionsInTheMetadata() {
    assertThat(rig.get("/v1.0/metadata").body())
        .contains(
            "\"name\":\"web\",\"type\":\"bindings.http\",\"version\":\"v1\","
                + "\"capabilities\":[\"OUTPUT_BINDING\"]")
        .contains(
            "\"name\":\"cron\",\"type\":\"bindings.cron\",\"version\":\"v1\","
                + "\"capabilities\":[\"INPUT_BINDING\"]")
        .contains("\"name\":\"files\",\"type\":\"bindings.localstorage\",\"version\":\"v1\"}");
    assertThat(rig.lines("successful init for output binding (web (bindings.http/v1))")).hasSize(1);
  }

  private static InvokeBindingRequest request(
      String name, String operation, Map<String, String> metadata) {
    return InvokeBindingRequest.newBuilder()
        .setName(name)
        .setOperation(operation)
        .putAllMetadata(metadata)
        .build();
  }
}
