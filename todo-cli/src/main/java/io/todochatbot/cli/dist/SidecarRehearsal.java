package io.todochatbot.cli.dist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.config.Properties;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** State, publish and subscribe, and invocation over HTTP and gRPC, with in-memory components. */
record SidecarRehearsal(Path root) implements Rehearsal {
  private static final int ROUNDS = 50;
  private static final String COMPONENTS =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata:
        name: statestore
      spec:
        type: state.in-memory
        version: v1
      ---
      apiVersion: dapr.io/v1alpha1
      kind: Component
      metadata:
        name: pubsub
      spec:
        type: pubsub.in-memory
        version: v1
      """;
  private static final String SUBSCRIPTIONS =
      "[{\"pubsubname\":\"pubsub\",\"topic\":\"things\",\"route\":\"/things\"}]";

  @Override
  public void run(Map<String, String> environment) throws IOException {
    Path folder = Trial.newFolder();
    Files.writeString(folder.resolve("components.yaml"), COMPONENTS);
    int http = Trial.freePort();
    int grpc = Trial.freePort();
    HttpServer app = app();
    List<String> command =
        List.of(
            root.resolve("bin/sidecar").toString(),
            "--app-id=trial",
            "--app-port=" + app.getAddress().getPort(),
            "--resources-path=" + folder,
            "--dapr-http-port=" + http,
            "--dapr-grpc-port=" + grpc,
            "--dapr-internal-grpc-port=" + Trial.freePort(),
            "--metrics-port=" + Trial.freePort(),
            "--dapr-listen-addresses=127.0.0.1",
            "--dapr-graceful-shutdown-seconds=1");
    try (Trial trial = Trial.start(folder, command, environment)) {
      String api = "http://127.0.0.1:" + http + "/v1.0";
      trial.await(() -> trial.tryGet(api + "/healthz") == 204);
      overHttp(trial, api);
      overGrpc(http, grpc);
      trial.stop();
    } finally {
      app.stop(0);
    }
  }

  private static void overHttp(Trial trial, String api) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      trial.post(api + "/state/statestore", "[{\"key\":\"k\",\"value\":{\"n\":1}}]");
      trial.tryGet(api + "/state/statestore/k");
      trial.post(api + "/publish/pubsub/things", "{\"n\":1}");
      trial.post(api + "/invoke/trial/method/echo", "{\"n\":1}");
      trial.tryGet(api + "/metadata");
    }
  }

  private static void overGrpc(int http, int grpc) {
    DaprClient client =
        new DaprClientBuilder()
            .withPropertyOverride(Properties.HTTP_PORT, Integer.toString(http))
            .withPropertyOverride(Properties.GRPC_PORT, Integer.toString(grpc))
            .build();
    try {
      for (int i = 0; i < ROUNDS; i++) {
        client.saveState("statestore", "k", "v").block();
        client.getState("statestore", "k", String.class).block();
        client.publishEvent("pubsub", "things", "v").block();
      }
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("its gRPC API failed: " + e, e);
    }
  }

  private static HttpServer app() throws IOException {
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext("/", exchange -> answer(exchange, "{}"));
    app.createContext("/dapr/subscribe", exchange -> answer(exchange, SUBSCRIPTIONS));
    app.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    app.start();
    return app;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
