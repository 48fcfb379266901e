package io.todochatbot.sidecar.grpc;

import io.todochatbot.sidecar.http.ApiLog;
import io.todochatbot.sidecar.stream.Listener;
import io.todochatbot.sidecar.telemetry.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpcio.server.GrpcIoServer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves a {@link GrpcApi} on one port of one or more addresses. */
public final class GrpcServer implements AutoCloseable {
  private final GrpcApi api;
  private final List<String> addresses;
  private final long maxMessageBytes;
  private final Log log;
  private @Nullable Listener listener;
  private final int port;

  /**
   * A server that is not listening yet.
   *
   * @param port the port; 0 for any free one
   * @param maxMessageBytes the longest message it takes; 0 or less for no limit
   */
  public GrpcServer(GrpcApi api, List<String> addresses, int port, long maxMessageBytes, Log log) {
    this.api = api;
    this.addresses = List.copyOf(addresses);
    this.port = port;
    this.maxMessageBytes = maxMessageBytes <= 0 ? Integer.MAX_VALUE : maxMessageBytes;
    this.log = log;
  }

  /**
   * Begins to listen, without taking note of calls.
   *
   * @throws IOException if the port can't be had on any of the addresses
   */
  public void start(Vertx vertx) throws IOException {
    start(vertx, ApiLog.NONE);
  }

  /**
   * Begins to listen.
   *
   * @param calls takes note of every call
   * @throws IOException if the port can't be had on any of the addresses
   */
  public void start(Vertx vertx, ApiLog calls) throws IOException {
    GrpcIoServer grpc =
        GrpcIoServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(maxMessageBytes));
    api.bindTo(grpc, maxMessageBytes);
    listener =
        Listener.open(
            vertx,
            new HttpServerOptions().setTcpNoDelay(true),
            calls.ofGrpc(grpc),
            addresses,
            port,
            log::debug);
  }

  /** The port it listens on. */
  public int port() {
    return listener == null ? port : listener.port();
  }

  /** Takes no further call and lets those under way end. */
  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
