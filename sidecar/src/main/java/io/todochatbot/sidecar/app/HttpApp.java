package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.metrics.HttpMetrics;
import io.todochatbot.spi.HttpMiddleware;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application that speaks HTTP. */
public final class HttpApp implements AppChannel, AppChannel.Http, AutoCloseable {
  private static final int MAX_CONNECTIONS = 1024;

  private final AppEndpoint endpoint;
  private final HttpClient client;
  private final HttpCalls calls;
  private final HttpCalls probes;
  private final ConcurrencyLimit limit;
  private final Optional<HttpMiddleware> pipeline;

  /**
   * A channel to {@code endpoint}; connects only when there is something to send.
   *
   * @param pipeline what requests pass before they are sent; empty if that is nothing
   */
  public HttpApp(
      AppEndpoint endpoint,
      Vertx vertx,
      int maxHeaderBytes,
      Optional<HttpMiddleware> pipeline,
      HttpMetrics metrics) {
    this.endpoint = endpoint;
    this.pipeline = pipeline;
    this.limit = new ConcurrencyLimit(endpoint.maxConcurrency());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(endpoint.address())
                .setDefaultPort(endpoint.port())
                .setSsl(endpoint.protocol().tls())
                .setTrustAll(true)
                .setVerifyHost(false)
                .setProtocolVersion(
                    endpoint.protocol() == AppEndpoint.Protocol.H2C
                        ? HttpVersion.HTTP_2
                        : HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setMaxHeaderSize(Math.max(maxHeaderBytes, 8192))
                .setMaxInitialLineLength(Math.max(maxHeaderBytes, 8192))
                .setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setHttp2MaxSize(4));
    this.calls = new HttpCalls(client, HttpCalls.Meter.of(metrics));
    this.probes = new HttpCalls(client, HttpCalls.Meter.ofProbes(metrics));
  }

  /** Where the application listens. */
  public AppEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public AppReply send(AppRequest request) {
    return pipeline.isPresent()
        ? HttpPiped.send(
            pipeline.get(),
            request,
            endpoint.address() + ":" + endpoint.port(),
            piped -> send(calls, piped))
        : send(calls, request);
  }

  /**
   * Sends a health probe, which no middleware sees and metrics count apart.
   *
   * @throws AppUnreachable if the application can't be reached or breaks off
   */
  AppReply probe(AppRequest request) {
    return send(probes, request);
  }

  private AppReply send(HttpCalls by, AppRequest request) {
    ConcurrencyLimit.Permit permit = limit.enter();
    String uri =
        sendable("/" + request.path() + (request.query().isEmpty() ? "" : "?" + request.query()));
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.valueOf(request.method())).setURI(uri);
    try {
      AppReply reply = by.send(options, headers(request), request.body());
      Body body = reply.body();
      return new AppReply(
          reply.status(),
          reply.headers(),
          Body.streaming(permit.until(body.stream()), body.length(), body.contentType()));
    } catch (Exception e) {
      permit.close();
      String scheme = endpoint.protocol().tls() ? "https://" : "http://";
      String url = scheme + endpoint.address() + ":" + endpoint.port() + uri;
      throw AppUnreachable.over(
          "sidecar to application", request.method(), url, endpoint.address(), endpoint.port(), e);
    }
  }

  @Override
  public void close() {
    client.close().await();
  }

  /** A gRPC caller may name what no request line can hold: blanks and control characters. */
  private static String sendable(String uri) {
    StringBuilder escaped = new StringBuilder(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private List<Map.Entry<String, String>> headers(AppRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
    endpoint
        .token()
        .ifPresent(
            token -> {
              headers.removeIf(header -> header.getKey().equalsIgnoreCase("dapr-api-token"));
              headers.add(Map.entry("dapr-api-token", token));
            });
    trace(headers, request.trace());
    return headers;
  }

  /** Adds the trace context unless the headers have one already. */
  static void trace(List<Map.Entry<String, String>> headers, Trace trace) {
    if (trace.exists() && absent(headers, "traceparent")) {
      headers.add(Map.entry("traceparent", trace.traceparent()));
      trace.tracestate().ifPresent(state -> headers.add(Map.entry("tracestate", state)));
    }
    if (absent(headers, "baggage")) {
      trace.baggage().ifPresent(baggage -> headers.add(Map.entry("baggage", baggage)));
    }
  }

  private static boolean absent(List<Map.Entry<String, String>> headers, String name) {
    return headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase(name));
  }
}
