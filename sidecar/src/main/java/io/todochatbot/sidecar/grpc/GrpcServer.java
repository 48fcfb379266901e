package io.todochatbot.sidecar.grpc;

import io.grpc.Status.Code;
import io.todochatbot.sidecar.http.ApiLog;
import io.todochatbot.sidecar.stream.Listener;
import io.todochatbot.sidecar.telemetry.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpcio.server.GrpcIoServer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves a {@link GrpcApi} on one port of one or more addresses. */
public final class GrpcServer implements AutoCloseable {
  /** How messages may be compressed; never shown as metadata (see {@link GrpcHeaders}). */
  static final String ENCODING = "grpc-encoding";

  private static final Set<String> ENCODINGS = Set.of("identity", "gzip");

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
    GrpcServerOptions options = new GrpcServerOptions().setMaxMessageSize(maxMessageBytes);
    for (GrpcProtocol other :
        List.of(GrpcProtocol.WEB, GrpcProtocol.WEB_TEXT, GrpcProtocol.TRANSCODING)) {
      options.removeEnabledProtocol(other);
    }
    GrpcIoServer grpc = GrpcIoServer.server(vertx, options);
    api.bindTo(grpc, maxMessageBytes);
    listener =
        Listener.open(
            vertx,
            new HttpServerOptions().setTcpNoDelay(true),
            calls.ofGrpc(request -> accept(request, grpc)),
            addresses,
            port,
            log::debug);
  }

  /** Keeps from Vert.x what it would leave without an answer. */
  private static void accept(HttpServerRequest request, GrpcIoServer grpc) {
    String encoding = request.getHeader(ENCODING);
    if (encoding == null) {
      // A message that says it is compressed, with no word of how, would fail on the event loop.
      request.headers().set(ENCODING, "identity");
    } else if (!ENCODINGS.contains(encoding)) {
      request
          .response()
          .putHeader("content-type", "application/grpc")
          .putHeader("grpc-status", Integer.toString(Code.UNIMPLEMENTED.value()))
          .putHeader(
              "grpc-message",
              "grpc: Decompressor is not installed for grpc-encoding \"" + encoding + "\"")
          .end();
      return;
    }
    grpc.handle(request);
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
