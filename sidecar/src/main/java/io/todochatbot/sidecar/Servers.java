package io.todochatbot.sidecar;

import io.todochatbot.sidecar.grpc.GrpcServer;
import io.todochatbot.sidecar.http.ApiLog;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpPipeline;
import io.todochatbot.sidecar.http.HttpServer;
import io.todochatbot.sidecar.metrics.MetricsServer;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports that a sidecar opens to its application and to operators. */
final class Servers {
  private final Log log;
  private final HttpServer http;
  private final Optional<HttpServer> publicHttp;
  private final GrpcServer grpc;
  private final Optional<MetricsServer> metrics;

  /** A start that may find its port taken. */
  interface Start {
    void run() throws IOException;
  }

  /**
   * Not yet listening.
   *
   * @param pipeline what requests pass before the HTTP API; empty if that is nothing
   */
  Servers(Blocks.Parts parts, Wires wires, Tracing tracing, Optional<HttpPipeline> pipeline) {
    SidecarOptions.Ports ports = parts.options().ports();
    log = parts.log();
    http = http(parts, wires.http(), ports.addresses(), ports.http(), tracing, pipeline);
    publicHttp =
        ports
            .publicPort()
            .map(
                port ->
                    http(
                        parts,
                        wires.publicHttp(),
                        any(ports.publicAddress()),
                        port,
                        tracing,
                        Optional.empty()));
    grpc =
        new GrpcServer(
            wires.grpc(),
            ports.addresses(),
            ports.grpc(),
            parts.options().limits().maxBodyBytes(),
            log.scope("dapr.runtime.grpc.api"));
    metrics =
        ports
            .metrics()
            .map(port -> new MetricsServer(any(ports.metricsAddress()), port, parts.metrics()));
  }

  /**
   * Begins to listen.
   *
   * @param calls takes note of the API's calls
   * @throws IOException if a port can't be had
   */
  void open(Vertx vertx, ApiLog calls) throws IOException {
    listen("gRPC server", () -> grpc.start(vertx, calls));
    log.info("API gRPC server is running on port " + grpc.port());
    listen("HTTP server", () -> http.start(vertx, calls));
    log.info("HTTP server is running on port " + http.port());
    if (publicHttp.isPresent()) {
      listen("public HTTP server", () -> publicHttp.get().start(vertx));
    }
    if (metrics.isPresent()) {
      listen("metrics server", () -> metrics.get().start(vertx));
    }
  }

  /** What is to be closed, in this order. */
  List<AutoCloseable> all() {
    List<AutoCloseable> servers = new ArrayList<>(List.of(http, grpc));
    publicHttp.ifPresent(servers::add);
    metrics.ifPresent(servers::add);
    return servers;
  }

  /** Takes no further request over HTTP and lets those under way end. */
  void closeHttp() {
    http.close();
  }

  /** Takes no further call over gRPC and lets those under way end. */
  void closeGrpc() {
    grpc.close();
  }

  int httpPort() {
    return http.port();
  }

  int grpcPort() {
    return grpc.port();
  }

  int metricsPort() {
    return metrics.map(MetricsServer::port).orElse(0);
  }

  /** A start that names what failed to start, as daprd does. */
  static void listen(String what, Start start) throws IOException {
    try {
      start.run();
    } catch (IOException e) {
      throw new IOException("failed to start " + what + ": " + e.getMessage(), e.getCause());
    }
  }

  private static HttpServer http(
      Blocks.Parts parts,
      HttpApi api,
      List<String> addresses,
      int port,
      Tracing tracing,
      Optional<HttpPipeline> pipeline) {
    SidecarOptions options = parts.options();
    return new HttpServer(
        api,
        new HttpServer.Options(
            addresses,
            port,
            options.limits().maxBodyBytes(),
            options.limits().maxHeaderBytes(),
            options.security().allowedOrigins()),
        parts.log().scope("dapr.runtime.http"),
        tracing,
        pipeline,
        parts.metrics().http());
  }

  private static List<String> any(String address) {
    return List.of(address.isEmpty() ? "0.0.0.0" : address);
  }
}
