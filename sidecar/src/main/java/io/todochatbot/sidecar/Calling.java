package io.todochatbot.sidecar;

import io.todochatbot.resources.HttpEndpoint;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.app.HttpEndpoints;
import io.todochatbot.sidecar.component.References;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.invoke.InvokeApi;
import io.todochatbot.sidecar.invoke.InvokeGrpc;
import io.todochatbot.sidecar.invoke.InvokeHttp;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.peer.AccessPolicy;
import io.todochatbot.sidecar.peer.AppCallee;
import io.todochatbot.sidecar.peer.Callee;
import io.todochatbot.sidecar.peer.ExternalCallee;
import io.todochatbot.sidecar.peer.GrpcRelay;
import io.todochatbot.sidecar.peer.PeerClient;
import io.todochatbot.sidecar.peer.PeerServer;
import io.todochatbot.sidecar.peer.Peers;
import io.todochatbot.sidecar.peer.Self;
import io.todochatbot.sidecar.resiliency.Target;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.NameResolver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Service invocation of one sidecar, both ways: calling others and being called. */
final class Calling implements AutoCloseable {
  private final SidecarOptions options;
  private final Vertx vertx;
  private final Names names;
  private final PeerClient client;
  private final HttpEndpoints external;
  private final List<HttpEndpoint> endpoints;
  private final PeerServer server;
  private final GrpcRelay relay;
  private final InvokeApi invoke;
  private final Metrics metrics;
  private final Self self;

  /**
   * Not yet listening.
   *
   * @param pipeline what requests to services outside Dapr pass
   */
  Calling(
      Blocks.Parts parts, Application application, Vertx vertx, Optional<HttpMiddleware> pipeline) {
    this.options = parts.options();
    this.vertx = vertx;
    this.endpoints = parts.loaded().resources().httpEndpoints();
    this.self = self(options);
    this.names =
        new Names(
            parts.loaded().configuration().spec().nameResolution(),
            options,
            bound().orElse(self.hostAddress()),
            parts.log());
    Log log = parts.log();
    metrics = parts.metrics();
    Peers peers = new Peers(names, parts.clock());
    client = new PeerClient(vertx);
    external = new HttpEndpoints(vertx, pipeline, metrics.http());
    Optional<AppChannel> channel = application.channel();
    Optional<Callee> app = channel.map(c -> new AppCallee(c, application::isHealthy));
    AccessPolicy access = access(parts);
    relay =
        new GrpcRelay(
            self,
            () -> channel.flatMap(Calling::grpc),
            access,
            peers,
            client,
            (id, method) -> parts.resiliency().policy(new Target.App(id, method)),
            metrics.runtime());
    server = server(app, access, log.scope("dapr.runtime.grpc.internal"));
    invoke = new InvokeApi(ways(parts, peers, () -> app));
  }

  private InvokeApi.Ways ways(Blocks.Parts parts, Peers peers, Supplier<Optional<Callee>> app) {
    return new InvokeApi.Ways(
        self,
        app,
        peers,
        client,
        new ExternalCallee(external),
        parts.resiliency(),
        parts.clock(),
        metrics.runtime());
  }

  private PeerServer server(Optional<Callee> app, AccessPolicy access, Log log) {
    return new PeerServer(
        () -> app,
        access,
        relay,
        new PeerServer.Options(
            List.of(any(options.ports().internalAddress())),
            options.ports().internalGrpc(),
            options.limits().maxBodyBytes()),
        metrics,
        log);
  }

  private static AccessPolicy access(Blocks.Parts parts) {
    return new AccessPolicy(
        parts.loaded().configuration().spec().accessControl(),
        parts.options().app().protocol().isHttp(),
        invocation -> Optional.empty(),
        parts.metrics().runtime(),
        parts.log().scope("dapr.acl"));
  }

  /** Binds the operations; must come last, since every path that nobody binds is an invocation. */
  void bind(HttpApi http, GrpcApi grpc) {
    InvokeHttp.bind(http, invoke);
    InvokeGrpc.bind(grpc, invoke);
    grpc.otherwise(relay.operation(), metrics.grpc()::relayed);
  }

  /**
   * Takes calls from other sidecars and makes this one known to them.
   *
   * @param references where HTTPEndpoints keep their secrets
   * @throws IOException if the port can't be had
   */
  void open(References references) throws IOException {
    ExternalServices services = new ExternalServices(references);
    endpoints.forEach(endpoint -> external.add(services.endpoint(endpoint)));
    server.start(vertx);
    try {
      names.register(
          new NameResolver.Instance(options.appId(), self.namespace(), host(), server.port()));
    } catch (ComponentException e) {
      throw new IOException("failed to init name resolver: " + e.getMessage(), e);
    }
  }

  /** The port that other sidecars call. */
  int port() {
    return server.port();
  }

  /** Makes this sidecar unknown, so that nobody is sent here before the door shuts. */
  void leave() {
    names.close();
  }

  /** Takes nothing new and lets what is under way end. */
  @Override
  public void close() {
    server.close();
    client.close();
    external.close();
  }

  /** Where other sidecars reach this one. */
  private String host() {
    return bound().orElseGet(() -> names.isLocal() ? "127.0.0.1" : self.hostAddress());
  }

  /** The one address at which it can be reached, if it is told or bound to one. */
  private Optional<String> bound() {
    String given = options.environment().getOrDefault("DAPR_HOST_IP", "");
    if (!given.isEmpty()) {
      return Optional.of(given);
    }
    String bound = options.ports().internalAddress();
    boolean anywhere = bound.isEmpty() || bound.equals("0.0.0.0") || bound.equals("::");
    return anywhere ? Optional.empty() : Optional.of(bound);
  }

  private static Optional<GrpcApp> grpc(AppChannel channel) {
    return channel instanceof GrpcApp grpc ? Optional.of(grpc) : Optional.empty();
  }

  private static Self self(SidecarOptions options) {
    String given = options.environment().getOrDefault("DAPR_HOST_IP", "");
    return new Self(
        options.appId(), options.namespace(), given.isEmpty() ? address() : given, hostName());
  }

  /** The address at which this machine talks to the world; nothing is sent to find it out. */
  private static String address() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress("192.0.2.1", 9));
      InetAddress local = socket.getLocalAddress();
      return local.isAnyLocalAddress() ? "127.0.0.1" : local.getHostAddress();
    } catch (IOException | RuntimeException offline) {
      return "127.0.0.1";
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String any(String address) {
    return address.isEmpty() ? "0.0.0.0" : address;
  }
}
