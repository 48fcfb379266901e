package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.resources.Resources;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.app.HttpApp;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcServer;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpServer;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.todochatbot.spi.PubSub;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pub/sub block on real ports with a fake component and a fake application. */
final class Stage implements AutoCloseable {
  static final Instant NOW = Instant.parse("2030-01-02T03:04:05.5Z");

  final FakeBroker broker = new FakeBroker();
  final FakeApp app = new FakeApp();
  final Subscriptions subscriptions;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer http;
  private final GrpcServer grpc;
  private final HttpApp channel;
  private final HttpClient client = HttpClient.newHttpClient();

  private Stage(Map<String, String> metadata, String resources, DeliveryPolicy policy) {
    Log log =
        new Log(
            new Log.Sink(
                "my-app",
                "here",
                "test",
                Log.Level.DEBUG,
                false,
                new PrintStream(logged, true, StandardCharsets.UTF_8),
                InstantSource.system()),
            "dapr.runtime");
    Components components = new Components();
    components.put(
        new Guarded<>(
            new Loaded("pubsub", "pubsub.fake", "v1", metadata, List.of(), PubSub.class),
            broker,
            Guarded.Policy.NONE));
    InstantSource clock = InstantSource.fixed(NOW);
    Brokers brokers = new Brokers(components, "my-app", "");
    Gateway gateway = new Gateway(List.of());
    Tracing tracing = new Tracing(0);
    Metrics metrics = Metrics.hidden();
    HttpApi httpApi = new HttpApi(gateway);
    GrpcApi grpcApi = new GrpcApi(gateway, tracing, metrics.grpc(), log);
    PublishApi publish = new PublishApi(brokers, clock);
    PublishHttp.bind(httpApi, publish);
    PublishGrpc.bind(grpcApi, publish);
    subscriptions =
        new Subscriptions(
            brokers,
            Resources.parse("test.yaml", resources).subscriptions(),
            policy,
            clock,
            metrics.components(),
            log);
    SubscribeGrpc.bind(grpcApi, subscriptions);
    List<String> loopback = List.of("127.0.0.1");
    http =
        new HttpServer(
            httpApi,
            new HttpServer.Options(loopback, 0, 1 << 20, 8192, ""),
            log,
            tracing,
            Optional.empty(),
            metrics.http());
    grpc = new GrpcServer(grpcApi, loopback, 0, 1 << 20, log);
    channel =
        new HttpApp(
            new AppEndpoint(
                "127.0.0.1", app.port(), AppEndpoint.Protocol.HTTP, Optional.empty(), 0),
            vertx,
            8192,
            Optional.empty(),
            metrics.http());
    try {
      http.start(vertx);
      grpc.start(vertx);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stage plain() {
    return new Stage(Map.of(), "", DeliveryPolicy.ONCE);
  }

  static Stage withMetadata(Map<String, String> metadata) {
    return new Stage(metadata, "", DeliveryPolicy.ONCE);
  }

  static Stage withResources(String yaml) {
    return new Stage(Map.of(), yaml, DeliveryPolicy.ONCE);
  }

  static Stage withPolicy(DeliveryPolicy policy) {
    return new Stage(Map.of(), "", policy);
  }

  /** Starts subscriptions to an application that answers {@code list} when asked. */
  Stage subscribing(String list) {
    app.answering("/dapr/subscribe", 200, list);
    subscriptions.start(channel, true);
    return this;
  }

  /** Publishes JSON and returns the answer. */
  HttpResponse<String> publish(String path, String contentType, String body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (!contentType.isEmpty()) {
        request.header("Content-Type", contentType);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode lastEvent() {
    return Json.parse(broker.last().data(), "");
  }

  int grpcPort() {
    return grpc.port();
  }

  String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  void startAgain() {
    subscriptions.start(channel, true);
  }

  @Override
  public void close() {
    subscriptions.close();
    http.close();
    grpc.close();
    channel.close();
    vertx.close().await();
    client.close();
    app.close();
  }
}
