package io.todochatbot.sidecar.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dapr.v1.DaprConfigurationProtos.GetConfigurationRequest;
import io.dapr.v1.DaprConfigurationProtos.SubscribeConfigurationRequest;
import io.dapr.v1.DaprConfigurationProtos.SubscribeConfigurationResponse;
import io.dapr.v1.DaprConfigurationProtos.UnsubscribeConfigurationRequest;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarBuilder;
import io.todochatbot.sidecar.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;
  private Path file;
  private Path resources;

  @BeforeEach
  void write() throws IOException {
    resources = Files.createDirectory(folder.resolve("r"));
    file =
        Files.writeString(
            folder.resolve("items.yaml"), "limit: 10\ncolour: {value: red, version: v1}\nempty:\n");
    Rig.write(
        resources,
        Rig.component(
            "settings",
            "configuration.local.file",
            "metadata:",
            "- {name: configurationFile, value: \"" + file + "\"}"));
  }

  @Test
  void readsItemsOnBothWires() {
    try (Rig rig = Rig.start(builder())) {
      assertThat(Rig.told(rig.get("/v1.0/configuration/settings?key=colour&key=none")))
          .isEqualTo("200 {\"colour\":{\"value\":\"red\",\"version\":\"v1\"}}");
      assertThat(Rig.told(rig.get("/v1.0-alpha1/configuration/settings")))
          .isEqualTo(
              "200 {\"colour\":{\"value\":\"red\",\"version\":\"v1\"},\"empty\":{},"
                  + "\"limit\":{\"value\":\"10\"}}");
      assertThat(Rig.told(rig.get("/v1.0/configuration/settings?key=none"))).isEqualTo("204");
      assertThat(
              rig.grpc()
                  .getConfiguration(
                      GetConfigurationRequest.newBuilder()
                          .setStoreName("settings")
                          .addKeys("colour")
                          .build())
                  .getItemsMap())
          .hasEntrySatisfying("colour", item -> assertThat(item.getVersion()).isEqualTo("v1"));
    }
  }

  @Test
  void namesTheStoreThatIsNotThere() {
    try (Rig rig = Rig.start(builder())) {
      assertThat(Rig.told(rig.get("/v1.0/configuration/none?key=a")))
          .isEqualTo(
              "400 {\"errorCode\":\"ERR_CONFIGURATION_STORE_NOT_FOUND\","
                  + "\"message\":\"configuration store none not found\"}");
      Iterator<SubscribeConfigurationResponse> stream =
          rig.grpc()
              .subscribeConfiguration(
                  SubscribeConfigurationRequest.newBuilder().setStoreName("none").build());
      assertThatThrownBy(stream::hasNext)
          .hasMessage("INVALID_ARGUMENT: configuration store none not found");
    }
    try (Rig rig = Rig.start(Sidecar.builder().appId("x"))) {
      assertThat(Rig.told(rig.get("/v1.0/configuration/settings")))
          .startsWith("500 {\"errorCode\":\"ERR_CONFIGURATION_STORE_NOT_CONFIGURED\"");
    }
  }

  @Test
  void tellsAnApplicationOfChangesUntilItUnsubscribes() throws IOException {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer app = app(told);
    try (Rig rig = Rig.start(builder().appPort(app.getAddress().getPort()))) {
      String id = id(rig.get("/v1.0/configuration/settings/subscribe?key=limit"));

      Files.writeString(file, "limit: 20\ncolour: blue\n");
      await().until(() -> told.size() == 1);
      Files.writeString(file, "colour: blue\n");
      await().until(() -> told.size() == 2);

      assertThat(told)
          .containsExactly(
              "POST /configuration/settings/limit {\"id\":\""
                  + id
                  + "\",\"items\":{\"limit\":{\"value\":\"20\"}}}",
              "POST /configuration/settings/limit {\"id\":\""
                  + id
                  + "\",\"items\":{\"limit\":{}}}");
      String end = "/v1.0/configuration/settings/" + id + "/unsubscribe";
      assertThat(Rig.told(rig.get(end))).isEqualTo("200 {\"ok\":true}");
      assertThat(Rig.told(rig.get(end)))
          .isEqualTo(
              "500 {\"message\":\"failed to unsubscribe to configuration request "
                  + id
                  + ": subscription with id "
                  + id
                  + " does not exist\"}");
    } finally {
      app.stop(0);
    }
  }

  @Test
  void tellsAnApplicationOnlyIfThereIsOne() {
    try (Rig rig = Rig.start(builder())) {
      assertThat(Rig.told(rig.get("/v1.0/configuration/settings/subscribe?key=limit")))
          .isEqualTo(
              "500 {\"errorCode\":\"ERR_APP_CHANNEL_NIL\",\"message\":\"app channel is not"
                  + " initialized. cannot subscribe to configuration updates\"}");
    }
  }

  @Test
  void streamsChangesUntilTheStreamIsUnsubscribed() throws IOException {
    try (Rig rig = Rig.start(builder())) {
      Iterator<SubscribeConfigurationResponse> stream =
          rig.grpc()
              .subscribeConfigurationAlpha1(
                  SubscribeConfigurationRequest.newBuilder().setStoreName("settings").build());
      String id = stream.next().getId();
      UnsubscribeConfigurationRequest end =
          UnsubscribeConfigurationRequest.newBuilder().setStoreName("settings").setId(id).build();

      Files.writeString(file, "limit: 30\ncolour: {value: red, version: v1}\nempty:\n");
      SubscribeConfigurationResponse change = stream.next();

      assertThat(change.getId()).isEqualTo(id);
      assertThat(change.getItemsMap()).containsOnlyKeys("limit");
      assertThat(change.getItemsOrThrow("limit").getValue()).isEqualTo("30");
      assertThat(rig.grpc().unsubscribeConfiguration(end).getOk()).isTrue();
      assertThat(stream.hasNext()).isFalse();
      assertThat(rig.grpc().unsubscribeConfiguration(end).getMessage())
          .isEqualTo(
              "failed to unsubscribe to configuration request "
                  + id
                  + ": subscription does not exist");
    }
  }

  @Test
  void endsItsStreamsWhenTheSidecarEnds() {
    Iterator<SubscribeConfigurationResponse> stream;
    try (Rig rig = Rig.start(builder())) {
      stream =
          rig.grpc()
              .subscribeConfiguration(
                  SubscribeConfigurationRequest.newBuilder().setStoreName("settings").build());
      stream.next();
      rig.sidecar().close();
      assertThat(stream.hasNext()).isFalse();
    }
  }

  private SidecarBuilder builder() {
    return Sidecar.builder().appId("x").resources(resources);
  }

  private static String id(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8), "").path("id").asText();
  }

  private static HttpServer app(List<String> told) throws IOException {
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            told.add("POST " + exchange.getRequestURI() + " " + body);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    app.start();
    return app;
  }
}
