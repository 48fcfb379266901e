package io.todochatbot.frontend;

import io.todochatbot.todo.Environment;
import io.todochatbot.todo.dapr.FakeDapr;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A frontend on a free port, with a sidecar and a backend in memory, and a client to ask it. */
final class FrontendFixture implements AfterEachCallback {
  // Thursday morning in Berlin
  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-05T08:00:00Z"), ZoneId.of("Europe/Berlin"));

  final FakeDapr dapr = new FakeDapr();
  final FakeBackend backend = new FakeBackend();
  final HttpClient stranger = HttpClient.newHttpClient();
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final Frontend frontend;

  FrontendFixture() {
    dapr.peer(backend::answer);
    frontend =
        Frontend.start(
            Environment.of(
                Map.of(
                    "APP_PORT", "0",
                    "TODO_SIGN_IN_TOKEN", FakeBackend.TOKEN,
                    "TODO_TIME_ZONE", "Europe/Berlin")),
            dapr,
            CLOCK);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    frontend.close();
    browser.shutdownNow();
    stranger.shutdownNow();
  }

  void close() {
    frontend.close();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + frontend.port() + path);
  }

  HttpResponse<String> signIn() throws Exception {
    return get("/signin/" + FakeBackend.TOKEN);
  }

  HttpResponse<String> get(String path) throws Exception {
    return browse(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return browse(form(path, form).header("HX-Request", "true"));
  }

  HttpRequest.Builder form(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(uri(path))
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> browse(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> asStranger(HttpRequest.Builder request) throws Exception {
    return stranger.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
