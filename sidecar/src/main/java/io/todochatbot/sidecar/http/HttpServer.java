package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.metrics.HttpMetrics;
import io.todochatbot.sidecar.stream.BodyTooLarge;
import io.todochatbot.sidecar.stream.Listener;
import io.todochatbot.sidecar.stream.StreamInput;
import io.todochatbot.sidecar.stream.StreamOutput;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves an {@link HttpApi} over HTTP/1.1 and HTTP/2 in clear text on one port of one or more
 * addresses. A request leaves the event loop for a virtual thread as soon as it is parsed.
 */
public final class HttpServer implements AutoCloseable {
  /**
   * How a server listens.
   *
   * @param addresses the addresses it listens on
   * @param port the port; 0 for any free one
   * @param maxBodyBytes the longest body it takes; 0 or less for no limit
   * @param maxHeaderBytes the longest header block it takes
   * @param allowedOrigins the origins whose pages may call it, a comma list; empty for none
   */
  public record Options(
      List<String> addresses,
      int port,
      long maxBodyBytes,
      int maxHeaderBytes,
      String allowedOrigins) {
    /** Copies the list. */
    public Options {
      addresses = List.copyOf(addresses);
    }
  }

  private final HttpApi api;
  private final Options options;
  private final Log log;
  private final Tracing tracing;
  private final HttpMetrics metrics;
  private final Cors cors;
  private final Optional<Piped> piped;
  private @Nullable Listener listener;

  /**
   * A server that is not listening yet.
   *
   * @param tracing makes the span of a call from its headers
   * @param pipeline what requests pass before the API; empty if that is nothing
   */
  public HttpServer(
      HttpApi api,
      Options options,
      Log log,
      Tracing tracing,
      Optional<HttpPipeline> pipeline,
      HttpMetrics metrics) {
    this.api = api;
    this.options = options;
    this.log = log;
    this.tracing = tracing;
    this.metrics = metrics;
    this.cors = new Cors(options.allowedOrigins());
    this.piped = pipeline.map(p -> new Piped(api, p));
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
    HttpServerOptions settings =
        new HttpServerOptions()
            .setMaxHeaderSize(options.maxHeaderBytes())
            .setMaxInitialLineLength(Math.max(4096, options.maxHeaderBytes()))
            .setDecompressionSupported(false)
            .setHandle100ContinueAutomatically(true)
            .setTcpNoDelay(true);
    listener =
        Listener.prepared(
            vertx,
            settings,
            server ->
                server
                    .requestHandler(
                        calls.ofHttp(this::accept, HttpServer::decodedPath, this::operationName))
                    .invalidRequestHandler(Unreadable::refuse),
            options.addresses(),
            options.port(),
            log::debug);
  }

  /** The port it listens on. */
  public int port() {
    return listener == null ? options.port() : listener.port();
  }

  /** Takes no further request and lets those under way end. */
  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }

  private void accept(HttpServerRequest request) {
    String host = request.getHeader("host");
    if (host != null && !VALID_HOST.matcher(host).matches()) {
      send(request.response(), Unreadable.MALFORMED_HOST, Optional.empty());
      return;
    }
    PathSegments path = PathSegments.of(path(request));
    if (!path.wellFormed()) {
      request.response().putHeader("connection", "close");
      send(request.response(), Unreadable.BAD_REQUEST, Optional.empty());
      return;
    }
    cors.mark(request);
    if (cors.isPreflight(request)) {
      send(request.response(), HttpOut.of(200), Optional.empty());
      return;
    }
    route(request, path);
  }

  private void route(HttpServerRequest request, PathSegments path) {
    measure(request, path);
    Optional<HttpApi.Match> match = api.match(request.method().name(), path);
    Headers headers = new VertxHeaders(request.headers());
    // daprd traces no path that speaks of health
    boolean traced = !path.raw().contains("/healthz");
    Call call = new Call(Wire.HTTP, headers, tracing.start(headers));
    if (match.isEmpty()) {
      send(request.response(), NOT_FOUND, traced ? Optional.of(call.trace()) : Optional.empty());
      return;
    }
    HttpApi.Match found =
        piped.isPresent()
            ? piped.get().through(match.get(), host(request), remote(request))
            : match.get();
    if (hasNoBody(request)) {
      respond(request, call, found, Body.of(NOTHING, contentType(request)), traced);
    } else if (found.route().streams()) {
      Body body =
          Body.streaming(
              new StreamInput(request, options.maxBodyBytes()),
              length(request),
              contentType(request));
      respond(request, call, found, body, traced);
    } else {
      collect(request, call, found, traced);
    }
  }

  /** Takes note of the request once it is answered, or its caller has left. */
  private void measure(HttpServerRequest request, PathSegments path) {
    long began = System.nanoTime();
    HttpServerResponse response = request.response();
    response.endHandler(
        end ->
            metrics.served(
                request.method().name(),
                path.decoded(),
                response.getStatusCode(),
                new HttpMetrics.Sizes(length(request).orElse(0), response.bytesWritten()),
                System.nanoTime() - began));
  }

  /** Reads the whole body on the event loop, up to the limit, then leaves it. */
  private void collect(HttpServerRequest request, Call call, HttpApi.Match match, boolean traced) {
    Buffer collected = Buffer.buffer();
    long limit = options.maxBodyBytes();
    request.handler(
        chunk -> {
          if (limit <= 0 || collected.length() <= limit) {
            collected.appendBuffer(chunk);
          }
        });
    request.endHandler(
        end -> {
          Body body =
              limit > 0 && collected.length() > limit
                  ? Body.streaming(TOO_LARGE, OptionalLong.empty(), contentType(request))
                  : Body.of(collected.getBytes(), contentType(request));
          respond(request, call, match, body, traced);
        });
  }

  private void respond(
      HttpServerRequest request, Call call, HttpApi.Match match, Body body, boolean traced) {
    HttpIn in =
        new HttpIn(
            request.method().name(),
            path(request),
            query(request),
            match.variables(),
            call.headers(),
            body);
    Thread.startVirtualThread(
        () -> {
          HttpOut out;
          try {
            out = match.route().handler().handle(call, in);
          } catch (BodyTooLarge e) {
            out =
                HttpErrors.render(
                    new DaprError(
                        ErrorCode.BODY_READ, "failed to read request body: " + e.getMessage()));
          } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.error("request failed: " + request.method() + " " + request.path(), e);
            out =
                HttpErrors.render(
                    new DaprError(
                        ErrorCode.INTERNAL, "internal error; trace id " + call.trace().traceId()));
          }
          send(request.response(), out, traced ? Optional.of(call.trace()) : Optional.empty());
          discard(body);
        });
  }

  private void send(HttpServerResponse response, HttpOut out, Optional<Trace> trace) {
    response.setStatusCode(out.status());
    out.body().contentType().ifPresent(type -> response.putHeader("content-type", type));
    trace.ifPresent(
        t -> {
          response.putHeader("traceparent", t.traceparent());
          t.tracestate().ifPresent(state -> response.putHeader("tracestate", state));
          t.baggage().ifPresent(baggage -> response.putHeader("baggage", baggage));
        });
    for (Map.Entry<String, String> header : out.headers()) {
      response.headers().add(header.getKey(), header.getValue());
    }
    Optional<byte[]> bytes = out.body().bytes();
    if (bytes.isPresent()) {
      response.end(Buffer.buffer(bytes.get()));
    } else {
      stream(out.body(), response);
    }
  }

  /** Lets the rest of a request's body pass, so that the connection can carry the next request. */
  private static void discard(Body body) {
    if (!body.replayable()) {
      try {
        body.stream().close();
      } catch (IOException ignored) {
        // the caller has left: there is no next request
      }
    }
  }

  private void stream(Body body, HttpServerResponse response) {
    response.closeHandler(left -> discard(body));
    if (body.length().isPresent()) {
      response.putHeader("content-length", Long.toString(body.length().getAsLong()));
    } else {
      response.setChunked(true);
    }
    try {
      response.writeHead().await();
      StreamOutput.copy(body, response);
      response.end().await();
    } catch (IOException | RuntimeException e) {
      log.debug("a response broke off: " + e.getMessage());
      response.reset();
    }
  }

  /** The request target up to the query, a {@code #} included as Go reads it. */
  private static String path(HttpServerRequest request) {
    String uri = request.uri();
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
    int from = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
    if (from < 0) {
      return "/";
    }
    int query = uri.indexOf('?', from);
    return query < 0 ? uri.substring(from) : uri.substring(from, query);
  }

  /** The operation that a request asks for; of an invocation, the application's id too. */
  private String operationName(HttpServerRequest request) {
    PathSegments path = PathSegments.of(path(request));
    String name =
        api.match(request.method().name(), path)
            .map(match -> match.route().operation().name())
            .orElse("");
    if (!name.equals("InvokeService")) {
      return name;
    }
    String named = request.getHeader("dapr-app-id");
    Optional<String> app =
        named == null && path.block().equals("invoke")
            ? path.segments().stream().skip(2).findFirst()
            : Optional.ofNullable(named);
    return app.map(id -> name + "/" + id).orElse(name);
  }

  private static String decodedPath(HttpServerRequest request) {
    String path = path(request);
    return Query.decode(path, false).orElse(path);
  }

  private static String query(HttpServerRequest request) {
    int query = request.uri().indexOf('?');
    return query < 0 ? "" : request.uri().substring(query + 1);
  }

  private static boolean hasNoBody(HttpServerRequest request) {
    return request.isEnded()
        || (length(request).orElse(0) == 0
            && request.getHeader("transfer-encoding") == null
            && request.version() != io.vertx.core.http.HttpVersion.HTTP_2);
  }

  private static OptionalLong length(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    try {
      return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    } catch (NumberFormatException ignored) {
      // Netty refuses a malformed length before it gets here
      return OptionalLong.empty();
    }
  }

  private static String host(HttpServerRequest request) {
    return request.authority() == null ? "" : request.authority().toString();
  }

  private static String remote(HttpServerRequest request) {
    return request.remoteAddress() == null ? "" : request.remoteAddress().toString();
  }

  private static Optional<String> contentType(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("content-type"));
  }

  private static final byte[] NOTHING = new byte[0];

  static final HttpOut NOT_FOUND =
      HttpOut.text(404, "404 page not found\n".getBytes(StandardCharsets.UTF_8));

  /** The characters that Go allows in a Host header. */
  private static final Pattern VALID_HOST = Pattern.compile("[A-Za-z0-9!$%&'()*+,.:;=\\[\\]_~-]*");

  /** Stands for a body over the limit: reading it is what fails. */
  private static final InputStream TOO_LARGE =
      new InputStream() {
        @Override
        public int read() {
          throw new BodyTooLarge();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          throw new BodyTooLarge();
        }
      };
}
