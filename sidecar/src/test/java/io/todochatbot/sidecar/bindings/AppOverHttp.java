package io.todochatbot.sidecar.bindings;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.app.HttpApp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An application over real HTTP and the channel to it. */
final class AppOverHttp implements AutoCloseable {
  record Received(String method, String uri, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of()));
    }
  }

  final List<Received> received = new CopyOnWriteArrayList<>();

  /** The statuses of its answers to events, the last one for ever. */
  final List<Integer> statuses = new CopyOnWriteArrayList<>(List.of(200));

  volatile int probeStatus = 200;

  /** Held back until then. */
  volatile CountDownLatch release = new CountDownLatch(0);

  final HttpApp channel;
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  AppOverHttp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    channel =
        new HttpApp(
            new AppEndpoint(
                "127.0.0.1",
                server.getAddress().getPort(),
                AppEndpoint.Protocol.HTTP,
                Optional.of("t0ken"),
                0),
            vertx,
            8192);
  }

  List<Received> events() {
    return received.stream().filter(request -> request.method().equals("POST")).toList();
  }

  @Override
  public void close() {
    channel.close();
    server.stop(0);
    vertx.close().await();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    String method = exchange.getRequestMethod();
    received.add(
        new Received(
            method,
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (method.equals("OPTIONS")) {
      exchange.sendResponseHeaders(probeStatus, -1);
      exchange.close();
      return;
    }
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int status = statuses.size() > 1 ? statuses.removeFirst() : statuses.getFirst();
    byte[] body = "thanks".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
