package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.stream.StreamInput;
import io.todochatbot.sidecar.stream.StreamOutput;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An application that speaks HTTP. */
public final class HttpApp implements AppChannel, AppChannel.Http, AutoCloseable {
  private static final int MAX_CONNECTIONS = 1024;

  private final AppEndpoint endpoint;
  private final HttpClient client;
  private final ConcurrencyLimit limit;

  /** A channel to {@code endpoint}; connects only when there is something to send. */
  public HttpApp(AppEndpoint endpoint, Vertx vertx, int maxHeaderBytes) {
    this.endpoint = endpoint;
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
  }

  /** Where the application listens. */
  public AppEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public AppReply send(AppRequest request) {
    return limit.within(() -> exchange(request));
  }

  @Override
  public void close() {
    client.close().await();
  }

  private AppReply exchange(AppRequest request) {
    String uri = "/" + request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.valueOf(request.method())).setURI(uri);
    try {
      HttpClientRequest out = client.request(options).await();
      headers(out, request);
      // paused before the event loop can deliver anything
      Future<AppReply> reply = out.response().map(HttpApp::reply);
      send(out, request.body());
      return reply.await();
    } catch (Exception e) {
      throw new AppUnreachable(
          "the application at "
              + endpoint.address()
              + ":"
              + endpoint.port()
              + " did not answer "
              + request.method()
              + " /"
              + request.path()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private void headers(HttpClientRequest out, AppRequest request) {
    for (Map.Entry<String, String> header : request.headers()) {
      out.headers().add(header.getKey(), header.getValue());
    }
    request
        .body()
        .contentType()
        .filter(type -> !out.headers().contains("content-type"))
        .ifPresent(type -> out.putHeader("content-type", type));
    endpoint.token().ifPresent(token -> out.putHeader("dapr-api-token", token));
    Trace trace = request.trace();
    if (!out.headers().contains("traceparent")) {
      out.putHeader("traceparent", trace.traceparent());
      trace.tracestate().ifPresent(state -> out.putHeader("tracestate", state));
    }
    trace
        .baggage()
        .filter(baggage -> !out.headers().contains("baggage"))
        .ifPresent(baggage -> out.putHeader("baggage", baggage));
  }

  private static void send(HttpClientRequest out, Body body) throws IOException {
    Optional<byte[]> bytes = body.bytes();
    if (bytes.isPresent()) {
      if (bytes.get().length == 0) {
        out.end();
      } else {
        out.end(Buffer.buffer(bytes.get()));
      }
      return;
    }
    if (body.length().isPresent()) {
      out.putHeader("content-length", Long.toString(body.length().getAsLong()));
    } else {
      out.setChunked(true);
    }
    StreamOutput.copy(body, out);
    out.end().await();
  }

  private static AppReply reply(HttpClientResponse response) {
    String length = response.getHeader("content-length");
    StreamInput stream = new StreamInput(response, 0);
    List<Map.Entry<String, String>> headers = List.copyOf(response.headers().entries());
    return new AppReply(
        response.statusCode(),
        headers,
        Body.streaming(
            stream,
            length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)),
            Optional.ofNullable(response.getHeader("content-type"))));
  }
}
