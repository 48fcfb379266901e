package io.todochatbot.sidecar.metrics;

import io.todochatbot.sidecar.stream.Listener;
import io.todochatbot.sidecar.stream.StreamOutput;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves {@link Metrics} on whatever path is asked, as daprd's metrics server does. */
public final class MetricsServer implements AutoCloseable {
  private final List<String> addresses;
  private final Metrics metrics;
  private @Nullable Listener listener;
  private final int port;

  /** A server that is not listening yet; port 0 is any free one. */
  public MetricsServer(List<String> addresses, int port, Metrics metrics) {
    this.metrics = metrics;
    this.addresses = List.copyOf(addresses);
    this.port = port;
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port can't be had
   */
  public void start(Vertx vertx) throws IOException {
    listener =
        Listener.open(
            vertx,
            new HttpServerOptions().setCompressionSupported(true),
            this::answer,
            addresses,
            port,
            told -> {});
  }

  /** The port it listens on. */
  public int port() {
    return listener == null ? port : listener.port();
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }

  private void answer(HttpServerRequest request) {
    request
        .response()
        .setChunked(true)
        .putHeader(
            "content-type", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    // reading the process's figures blocks
    Thread.startVirtualThread(
        () -> {
          try (OutputStream out = StreamOutput.to(request.response())) {
            metrics.write(out);
          } catch (IOException left) {
            // nobody is there any more to be told
            request.response().reset();
          }
        });
  }
}
