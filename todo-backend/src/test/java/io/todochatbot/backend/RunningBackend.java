package io.todochatbot.backend;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.dapr.FakeDapr;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.EventJson;
import io.todochatbot.todo.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A backend on a free port with a sidecar in memory, its clock at Wednesday, 4 March 2026, 14:00 in
 * Berlin.
 */
public final class RunningBackend implements AutoCloseable {
  /** The local user's sign-in token. */
  public static final String TOKEN = "the-sign-in-token";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-04T13:00:00Z"));
  private final FakeDapr dapr = new FakeDapr(clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Backend backend;

  /** Starts with data in a folder and more variables, and waits until it is ready. */
  public RunningBackend(Path data, Map<String, String> more) {
    this(data, more, true);
  }

  RunningBackend(Path data, Map<String, String> more, boolean up) {
    Map<String, String> variables = new HashMap<>();
    variables.put("APP_PORT", "0");
    variables.put("TODO_DATA_DIR", data.toString());
    variables.put("TODO_TIME_ZONE", "Europe/Berlin");
    variables.put("TODO_SIGN_IN_TOKEN", TOKEN);
    variables.putAll(more);
    if (!up) {
      dapr.down("connection refused");
    }
    backend = Backend.start(Environment.of(variables), dapr, clock);
    if (up) {
      awaitReady();
    }
  }

  /** Waits until {@code /ready} answers 200. */
  public void awaitReady() {
    Awaitility.await().until(() -> send("GET", "/ready", "").status() == 200);
  }

  /** The sidecar. */
  public FakeDapr dapr() {
    return dapr;
  }

  /** Its clock. */
  public MovableClock clock() {
    return clock;
  }

  /** Its port. */
  public int port() {
    return backend.port();
  }

  /** An answer. */
  public record Got(int status, String body, HttpHeaders headers) {
    /** The body as JSON. */
    public JsonNode json() {
      return Json.tree(body);
    }
  }

  /** Sends a request without credentials, its body as JSON. */
  public Got send(String method, String path, String body) {
    return send(method, path, body, Map.of());
  }

  /** Sends a request with these headers, its body as JSON unless they say another type. */
  public Got send(String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(Map.of("Content-Type", "application/json"));
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    all.forEach(request::header);
    try {
      HttpResponse<String> got = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Got(got.statusCode(), got.body(), got.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Adds a task and returns its id. */
  public String add(String title) {
    return send("POST", "/api/tasks", Json.write(Map.of("title", title)))
        .json()
        .path("id")
        .asText();
  }

  /** The events published so far. */
  public List<Envelope> events() {
    return dapr.published().stream().map(event -> EventJson.read(event.json())).toList();
  }

  /** Waits until so many events are published and returns their types. */
  public List<String> eventTypes(int count) {
    Awaitility.await().until(() -> dapr.published().size() >= count);
    return events().stream().map(event -> event.event().type()).toList();
  }

  @Override
  public void close() {
    backend.close();
    client.close();
  }
}
