package io.todochatbot.sidecar.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An application that takes down which jobs it is told of, and answers as it is told to. */
final class JobApp implements AutoCloseable {
  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

  JobApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Name and body of each job so far. */
  List<String> told() {
    return told;
  }

  /** Answers so from now on to the job of that name. */
  void answer(String job, int status) {
    statuses.put(job, status);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!path.startsWith("/job/")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String name = path.substring("/job/".length());
      String token = exchange.getRequestHeaders().getFirst("dapr-api-token");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      told.add(name + " " + body + (token == null ? "" : " token=" + token));
      exchange.sendResponseHeaders(statuses.getOrDefault(name, 200), -1);
    }
  }
}
