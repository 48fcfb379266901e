package io.todochatbot.sidecar.telemetry;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves {@link ProcessMetrics} and the sidecar's own figures on whatever path is asked, as daprd's
 * metrics server does.
 */
public final class MetricsServer implements AutoCloseable {
  private final List<String> addresses;
  private final Supplier<String> more;
  private final List<HttpServer> servers = new ArrayList<>();
  private int port;

  /**
   * A server that is not listening yet; port 0 is any free one.
   *
   * @param more what it serves besides the process's figures, in Prometheus' text format
   */
  public MetricsServer(List<String> addresses, int port, Supplier<String> more) {
    this.more = more;
    this.addresses = List.copyOf(addresses);
    this.port = port;
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port can't be had
   */
  public void start(Vertx vertx) throws IOException {
    for (String address : addresses) {
      try {
        HttpServer server =
            vertx.createHttpServer().requestHandler(this::answer).listen(port, address).await();
        servers.add(server);
        port = server.actualPort();
      } catch (Exception e) {
        throw new IOException(
            "could not listen on any endpoint",
            new IOException(address + ":" + port + ": " + e.getMessage(), e));
      }
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    servers.forEach(server -> server.close().await());
  }

  private void answer(HttpServerRequest request) {
    request
        .response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")
        .end(ProcessMetrics.text() + more.get());
  }
}
