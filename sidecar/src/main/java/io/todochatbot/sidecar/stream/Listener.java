package io.todochatbot.sidecar.stream;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One port on one or more addresses, whose requests one handler gets on the event loop. */
public final class Listener implements AutoCloseable {
  /** How long requests under way may take once the port is closed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final List<HttpServer> servers;
  private final int port;

  private Listener(List<HttpServer> servers, int port) {
    this.servers = List.copyOf(servers);
    this.port = port;
  }

  /**
   * Begins to listen.
   *
   * @param port the port; 0 for any free one, the same on all addresses
   * @param refusals told of each address on which the port can't be had
   * @throws IOException if it can't be had on any of them
   */
  public static Listener open(
      Vertx vertx,
      HttpServerOptions options,
      Handler<HttpServerRequest> handler,
      List<String> addresses,
      int port,
      Consumer<String> refusals)
      throws IOException {
    return prepared(
        vertx, options, server -> server.requestHandler(handler), addresses, port, refusals);
  }

  /**
   * Begins to listen.
   *
   * @param prepare gives a server its handlers before it listens
   * @param port the port; 0 for any free one, the same on all addresses
   * @param refusals told of each address on which the port can't be had
   * @throws IOException if it can't be had on any of them
   */
  public static Listener prepared(
      Vertx vertx,
      HttpServerOptions options,
      Consumer<HttpServer> prepare,
      List<String> addresses,
      int port,
      Consumer<String> refusals)
      throws IOException {
    List<HttpServer> servers = new ArrayList<>();
    int actual = port;
    IOException failure = new IOException("no address to listen on");
    for (String address : addresses) {
      try {
        HttpServer server = vertx.createHttpServer(options);
        prepare.accept(server);
        server.listen(actual, address).await();
        servers.add(server);
        actual = server.actualPort();
      } catch (Exception e) {
        failure = new IOException(address + ":" + actual + ": " + e.getMessage(), e);
        refusals.accept("could not listen on " + address + ":" + actual + ": " + e.getMessage());
      }
    }
    if (servers.isEmpty()) {
      throw new IOException("could not listen on any endpoint", failure);
    }
    return new Listener(servers, actual);
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** Takes no further request and lets those under way end, within a limit. */
  @Override
  public void close() {
    servers.stream()
        .map(server -> server.shutdown(GRACE.toMillis(), TimeUnit.MILLISECONDS))
        .toList()
        .forEach(ended -> ended.await());
  }
}
