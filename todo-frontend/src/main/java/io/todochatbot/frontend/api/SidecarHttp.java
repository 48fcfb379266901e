package io.todochatbot.frontend.api;

import io.todochatbot.todo.Environment;
import io.todochatbot.todo.dapr.DaprFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Service invocation over the sidecar's HTTP API itself. The SDK's call tells a body and nothing
 * else of a success; what passes through the API keeps its status, type and headers.
 */
final class SidecarHttp implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String base;
  private final @Nullable String apiToken;

  SidecarHttp(Environment.Sidecar sidecar) {
    this.base = "http://127.0.0.1:" + sidecar.httpPort() + "/v1.0/invoke/";
    this.apiToken = sidecar.apiToken();
  }

  /**
   * Calls a service.
   *
   * @param target path and query, encoded
   */
  HttpResponse<byte[]> call(
      String appId, String method, String target, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + appId + "/method" + target))
            .timeout(ANSWER)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (apiToken != null) {
      request.header("dapr-api-token", apiToken);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new DaprFailure("could not call " + appId + " through the sidecar at " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DaprFailure("interrupted while calling " + appId, e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
