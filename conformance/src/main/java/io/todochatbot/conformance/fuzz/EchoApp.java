package io.todochatbot.conformance.fuzz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The app behind the sidecar: subscribes to a topic and sends back whatever it gets. */
final class EchoApp implements AutoCloseable {
  private static final String SUBSCRIPTIONS =
      """
      [{"pubsubname": "%s", "topic": "%s", "route": "/event"}]
      """
          .formatted(Words.BROKER, Words.TOPIC);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  EchoApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", EchoApp::echo);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      byte[] answer =
          switch (path) {
            case "/dapr/subscribe" -> SUBSCRIPTIONS.getBytes(StandardCharsets.UTF_8);
            case "/event" -> "{\"status\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8);
            default -> body;
          };
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      boolean empty = answer.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, empty ? -1 : answer.length);
      if (!empty) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
