package io.todochatbot.conformance.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.client.DaprPreviewClient;
import io.dapr.client.domain.HttpExtension;
import io.dapr.client.domain.State;
import io.dapr.client.domain.TransactionalStateOperation;
import io.dapr.client.domain.TransactionalStateOperation.OperationType;
import io.dapr.config.Properties;
import io.dapr.utils.TypeRef;
import io.todochatbot.conformance.sdk.Row.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Makes the calls of a script with Dapr's Java SDK. */
final class JavaSdk implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;
  private static final String SUBSCRIPTIONS =
      """
      [{"pubsubname": "pubsub", "topic": "orders", "route": "/orders"}]
      """;

  private final HttpServer app;
  private final DaprClient client;
  private final DaprPreviewClient preview;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Map<String, String> etags = new HashMap<>();

  JavaSdk(Stage stage) throws IOException {
    app =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), stage.appPort()), 0);
    app.createContext("/echo", OtherApps::echo);
    app.createContext("/dapr/subscribe", exchange -> answer(exchange, SUBSCRIPTIONS));
    app.createContext(
        "/orders",
        exchange -> {
          events.add(Row.JSON.readTree(exchange.getRequestBody()).path("data"));
          answer(exchange, "{\"status\":\"SUCCESS\"}");
        });
    app.start();
    DaprClientBuilder builder =
        new DaprClientBuilder()
            .withPropertyOverride(Properties.HTTP_PORT, "" + stage.httpPort())
            .withPropertyOverride(Properties.GRPC_PORT, "" + stage.grpcPort());
    client = builder.build();
    preview = builder.buildPreviewClient();
  }

  Said say(Row row) {
    try {
      JsonNode gives = Row.JSON.valueToTree(run(row.call(), row.with()));
      return new Said(row.name(), gives, Optional.empty());
    } catch (RuntimeException e) {
      return new Said(row.name(), Row.JSON.nullNode(), Optional.of(String.valueOf(e)));
    }
  }

  private @Nullable Object run(String call, JsonNode with) {
    String store = with.path("store").asText();
    String key = with.path("key").asText();
    return switch (call) {
      case "wait" -> {
        client.waitForSidecar(PATIENCE_MS).block();
        yield true;
      }
      case "metadata" -> Map.of("id", got(client.getMetadata()).getId());
      case "get" -> got(client.getState(store, key, String.class)).getValue();
      case "get_bulk" -> getBulk(store, with.path("keys"));
      case "save" -> client.saveBulkState(store, states(with.path("items"))).block();
      case "delete" ->
          client.deleteState(store, key, with.has("etag") ? etags.get(key) : null, null).block();
      case "transaction" -> client.executeStateTransaction(store, operations(with)).block();
      case "until_gone" ->
          until(() -> got(client.getState(store, key, String.class)).getValue() == null);
      case "secret" -> client.getSecret(store, key).block();
      case "secrets" -> client.getBulkSecret(store).block();
      case "invoke" ->
          client
              .invokeMethod(
                  with.path("app").asText(),
                  with.path("method").asText(),
                  with.path("data"),
                  HttpExtension.POST,
                  JsonNode.class)
              .block();
      case "shutdown" -> client.shutdown().block();
      default -> message(call, with, with.path("pubsub").asText(), with.path("topic").asText());
    };
  }

  private @Nullable Object message(String call, JsonNode with, String pubsub, String topic) {
    JsonNode data = with.path("data");
    return switch (call) {
      case "publish" -> client.publishEvent(pubsub, topic, data).block();
      case "publish_bulk" -> {
        List<JsonNode> entries = new ArrayList<>();
        data.forEach(entries::add);
        var answer = got(client.publishEvents(pubsub, topic, "application/json", entries));
        yield Map.of("failed", answer.getFailedEntries().size());
      }
      case "received" -> {
        until(() -> events.size() >= with.path("count").asInt());
        yield sorted(events);
      }
      case "stream" -> stream(pubsub, topic, data);
      default -> throw new IllegalArgumentException("no call " + call);
    };
  }

  private Map<String, @Nullable Object> getBulk(String store, JsonNode keys) {
    List<String> names = new ArrayList<>();
    keys.forEach(key -> names.add(key.asText()));
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (State<String> state : got(client.getBulkState(store, names, String.class))) {
      found.put(state.getKey(), state.getValue());
      etags.put(state.getKey(), state.getEtag());
    }
    return found;
  }

  private List<State<?>> states(JsonNode items) {
    List<State<?>> states = new ArrayList<>();
    for (JsonNode item : items) {
      String key = item.path("key").asText();
      Map<String, String> metadata =
          item.has("ttl") ? Map.of("ttlInSeconds", item.path("ttl").asText()) : Map.of();
      String etag = item.has("etag") ? etags.get(key) : null;
      states.add(new State<>(key, item.path("value").asText(), etag, metadata, null));
    }
    return states;
  }

  private static List<TransactionalStateOperation<?>> operations(JsonNode with) {
    List<TransactionalStateOperation<?>> operations = new ArrayList<>();
    for (JsonNode item : with.path("save")) {
      State<String> state =
          new State<>(item.path("key").asText(), item.path("value").asText(), (String) null);
      operations.add(new TransactionalStateOperation<>(OperationType.UPSERT, state));
    }
    for (JsonNode key : with.path("delete")) {
      operations.add(
          new TransactionalStateOperation<>(OperationType.DELETE, new State<>(key.asText())));
    }
    return operations;
  }

  private List<JsonNode> stream(String pubsub, String topic, JsonNode data) {
    List<JsonNode> got = new CopyOnWriteArrayList<>();
    Disposable subscription =
        preview.subscribeToTopic(pubsub, topic, TypeRef.get(JsonNode.class)).subscribe(got::add);
    try {
      until(
          () ->
              got(client.getMetadata()).getSubscriptions().stream()
                  .anyMatch(s -> s.getTopic().equals(topic)));
      data.forEach(entry -> client.publishEvent(pubsub, topic, entry).block());
      until(() -> got.size() >= data.size());
    } finally {
      subscription.dispose();
    }
    return sorted(got);
  }

  private static <T> T got(Mono<T> answer) {
    return Optional.ofNullable(answer.block()).orElseThrow();
  }

  private static List<JsonNode> sorted(List<JsonNode> data) {
    return data.stream().sorted(Comparator.comparing(JsonNode::toString)).toList();
  }

  private static boolean until(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofMillis(PATIENCE_MS)).until(condition::getAsBoolean);
    return true;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() throws IOException {
    app.stop(0);
    try {
      client.close();
      preview.close();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
