package io.todochatbot.conformance.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todochatbot.cli.ReadyFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Calls what a ready file names, as curl would. */
final class Api implements AutoCloseable {
  static final String BACKEND = "todo-chatbot-backend";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReadyFile ready;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Api(ReadyFile ready) {
    this.ready = ready;
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the text
   */
  record Answer(int status, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  /** Of the application, at the page's port. */
  Answer app(String method, String path, String body) throws IOException, InterruptedException {
    return send(
        method, ready.api() + path, body, Map.of("Authorization", "Bearer " + ready.token()));
  }

  /** Of the backend's sidecar. */
  Answer sidecar(String method, String path, String body) throws IOException, InterruptedException {
    ReadyFile.Ports ports = ready.sidecars().get(BACKEND);
    if (ports == null) {
      throw new AssertionError("the ready file does not name " + BACKEND);
    }
    return send(method, "http://127.0.0.1:" + ports.http() + path, body, Map.of());
  }

  /** The page, by somebody who keeps no cookies. */
  Answer page() throws IOException, InterruptedException {
    return send("GET", ready.page(), "", Map.of());
  }

  /** How often analytics has counted this type of event. */
  long counted(String type) throws IOException, InterruptedException {
    return app("GET", "/analytics", "").json().path("by_type").path(type).asLong();
  }

  private Answer send(String method, String uri, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
