package io.todochatbot.todo.dapr;

import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.client.DaprHttp;
import io.dapr.client.domain.HttpExtension;
import io.dapr.client.domain.InvokeMethodRequest;
import io.dapr.client.domain.PublishEventRequest;
import io.dapr.client.domain.State;
import io.dapr.config.Properties;
import io.dapr.exceptions.DaprException;
import io.dapr.utils.TypeRef;
import io.todochatbot.todo.Environment;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * {@link Dapr} on the official SDK. Ports and token reach the SDK as overrides of this one client,
 * because its environment variables and system properties are shared by the whole JVM.
 */
public final class SdkDapr implements Dapr {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CHECK_MILLIS = 800;
  private static final String OUTBOUND_HEALTH = "/v1.0/healthz/outbound";
  private static final TypeRef<byte[]> BYTES = TypeRef.get(byte[].class);

  private final DaprClient client;
  private final Environment.Sidecar sidecar;

  /** A client of the sidecar that the environment names; connects when first used. */
  public SdkDapr(Environment.Sidecar sidecar) {
    this.sidecar = sidecar;
    DaprClientBuilder builder =
        new DaprClientBuilder()
            .withPropertyOverride(Properties.HTTP_PORT, Integer.toString(sidecar.httpPort()))
            .withPropertyOverride(Properties.GRPC_PORT, Integer.toString(sidecar.grpcPort()));
    if (sidecar.apiToken() != null) {
      builder.withPropertyOverride(Properties.API_TOKEN, sidecar.apiToken());
    }
    this.client = builder.build();
  }

  @Override
  public void publish(String topic, String json, Map<String, String> metadata) {
    PublishEventRequest request =
        new PublishEventRequest(sidecar.pubsub(), topic, bytes(json))
            .setContentType("application/json")
            .setMetadata(metadata);
    await("publish to " + sidecar.pubsub() + "/" + topic, client.publishEvent(request));
  }

  @Override
  public void saveState(String key, String json, Duration timeToLive) {
    Map<String, String> metadata =
        Map.of(
            "ttlInSeconds",
            Long.toString(timeToLive.toSeconds()),
            "contentType",
            "application/json");
    await(
        "save state in " + sidecar.stateStore(),
        client.saveState(sidecar.stateStore(), key, null, bytes(json), metadata, null));
  }

  @Override
  public Optional<String> state(String key) {
    State<byte[]> state =
        await(
            "get state from " + sidecar.stateStore(),
            client.getState(sidecar.stateStore(), key, BYTES));
    byte[] value = state == null ? null : state.getValue();
    return value == null || value.length == 0
        ? Optional.empty()
        : Optional.of(new String(value, StandardCharsets.UTF_8));
  }

  @Override
  public void deleteState(String key) {
    await("delete state in " + sidecar.stateStore(), client.deleteState(sidecar.stateStore(), key));
  }

  @Override
  public String secret(String name) {
    String what = "get secret " + name + " from " + sidecar.secretStore();
    Map<String, String> members = await(what, client.getSecret(sidecar.secretStore(), name));
    if (members != null && members.containsKey(name)) {
      return members.get(name);
    }
    if (members != null && members.size() == 1) {
      return members.values().iterator().next();
    }
    throw new DaprFailure(what + ": expected a member " + name + " or a single one", null);
  }

  @Override
  public Reply invoke(Invocation call) {
    InvokeMethodRequest request =
        new InvokeMethodRequest(call.appId(), relative(call.path()))
            .setHttpExtension(
                new HttpExtension(
                    DaprHttp.HttpMethods.valueOf(call.method()), call.query(), call.headers()));
    if (call.json() != null) {
      request.setBody(bytes(call.json())).setContentType("application/json");
    }
    try {
      byte[] body = client.invokeMethod(request, BYTES).block(TIMEOUT);
      return new Reply(200, body == null ? "" : new String(body, StandardCharsets.UTF_8));
    } catch (DaprException e) {
      if (e.getHttpStatusCode() > 0) {
        return new Reply(e.getHttpStatusCode(), text(e.getPayload()));
      }
      throw failure("invoke " + call.appId(), e);
    } catch (RuntimeException e) {
      throw failure("invoke " + call.appId(), e);
    }
  }

  // asked by hand: the SDK's waitForSidecar hides the reason behind its own retries
  @Override
  public void check() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + sidecar.httpPort() + OUTBOUND_HEALTH);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(CHECK_MILLIS);
      connection.setReadTimeout(CHECK_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      if (status / 100 != 2) {
        throw new DaprFailure(
            "the sidecar at 127.0.0.1:"
                + sidecar.httpPort()
                + " is not ready: it answers "
                + OUTBOUND_HEALTH
                + " with "
                + status,
            null);
      }
    } catch (IOException e) {
      throw new DaprFailure(
          "the sidecar at 127.0.0.1:" + sidecar.httpPort() + " can't be reached: " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw failure("close the connections", e);
    }
  }

  private <T> @Nullable T await(String what, Mono<T> call) {
    try {
      return call.block(TIMEOUT);
    } catch (RuntimeException e) {
      throw failure(what, e);
    }
  }

  private DaprFailure failure(String what, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? root.toString() : root.getMessage();
    return new DaprFailure(
        "could not "
            + what
            + " through the sidecar at 127.0.0.1 (HTTP "
            + sidecar.httpPort()
            + ", gRPC "
            + sidecar.grpcPort()
            + "): "
            + reason,
        cause);
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte @Nullable [] payload) {
    return payload == null ? "" : new String(payload, StandardCharsets.UTF_8);
  }
}
