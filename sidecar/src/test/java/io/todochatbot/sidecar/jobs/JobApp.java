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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An application that takes down which jobs it is told of, and answers as it is told to. */
final class JobApp implements AutoCloseable {
  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

  private final Map<String, CountDownLatch> holds = new ConcurrentHashMap<>();
  private volatile int health = 200;

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

  /** Does not answer to the job of that name until the latch is down. */
  CountDownLatch hold(String job) {
    CountDownLatch latch = new CountDownLatch(1);
    holds.put(job, latch);
    return latch;
  }

  /** Answers so from now on to probes of its health. */
  void health(int status) {
    health = status;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/healthz")) {
        exchange.sendResponseHeaders(health, -1);
        return;
      }
      if (!path.startsWith("/job/")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String name = path.substring("/job/".length());
      String token = exchange.getRequestHeaders().getFirst("dapr-api-token");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      told.add(name + " " + body + (token == null ? "" : " token=" + token));
      CountDownLatch held = holds.get(name);
      if (held != null) {
        held.await();
      }
      exchange.sendResponseHeaders(statuses.getOrDefault(name, 200), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
