package io.todochatbot.components.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todochatbot.spi.Clock;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.HttpMiddleware;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An authorization server whose answers a test gives, and what tests need around it. */
final class Server implements AutoCloseable {
  /** What it was asked: path, {@code Authorization} and body. */
  record Asked(String path, String authorization, String body) {}

  /** What it answers. */
  record Answer(int status, String json) {}

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  Server(Function<Asked, Answer> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static HttpMiddleware.Request request(String path, String query, Map<String, String> headers) {
    return new HttpMiddleware.Request(
        "GET",
        path,
        query,
        "shop.example",
        "10.0.0.1:2",
        List.copyOf(headers.entrySet()),
        new ByteArrayInputStream(new byte[0]),
        OptionalLong.of(0));
  }

  static ComponentContext context(Clock clock) {
    return new ComponentContext("m", "app", "", "test", clock, Map.of(), System.getLogger("test"));
  }

  private void answer(HttpExchange exchange, Function<Asked, Answer> answers) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Asked question =
        new Asked(
            exchange.getRequestURI().getPath(),
            authorization == null ? "" : authorization,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(question);
    Answer answer = answers.apply(question);
    byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
