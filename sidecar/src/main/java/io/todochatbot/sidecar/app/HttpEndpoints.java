package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.metrics.HttpMetrics;
import io.todochatbot.spi.HttpMiddleware;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Services outside Dapr: by the name of an {@code HTTPEndpoint}, or by their URL. Redirects are
 * followed. Safe for concurrent use.
 */
public final class HttpEndpoints implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> AS_GET = Set.of(301, 302, 303);
  private static final Set<Integer> AS_IS = Set.of(307, 308);

  /**
   * A service with a name.
   *
   * @param name the HTTPEndpoint's name
   * @param baseUrl where it is
   * @param headers set on each request
   * @param rootCa what its certificate must come from, in PEM; the platform's authorities if absent
   * @param certificate this side's certificate chain in PEM, if it asks for one
   * @param privateKey the key of that in PEM
   */
  public record Endpoint(
      String name,
      String baseUrl,
      List<Map.Entry<String, String>> headers,
      Optional<String> rootCa,
      Optional<String> certificate,
      Optional<String> privateKey) {
    /** Copies the list. */
    public Endpoint {
      headers = List.copyOf(headers);
    }

    /** Hides the key. */
    @Override
    public String toString() {
      return "Endpoint[" + name + " at " + baseUrl + "]";
    }
  }

  private record Known(Endpoint endpoint, HttpClient client) {}

  private final Vertx vertx;
  private final Map<String, Known> byName = new ConcurrentHashMap<>();
  private final HttpClient plain;
  private final Optional<HttpMiddleware> pipeline;
  private final HttpMetrics metrics;

  /**
   * Knows no names yet; connects only when there is something to send.
   *
   * @param pipeline what requests pass before they are sent; empty if that is nothing
   */
  public HttpEndpoints(Vertx vertx, Optional<HttpMiddleware> pipeline, HttpMetrics metrics) {
    this.vertx = vertx;
    this.pipeline = pipeline;
    this.metrics = metrics;
    this.plain = client(vertx, new HttpClientOptions());
  }

  /** Knows {@code endpoint} by its name from now on. */
  public void add(Endpoint endpoint) {
    byName.put(endpoint.name(), new Known(endpoint, client(vertx, tls(endpoint))));
  }

  /** Whether {@code target} is a URL or the name of an HTTPEndpoint. */
  public boolean knows(String target) {
    return isUrl(target) || byName.containsKey(target);
  }

  /**
   * Sends a request and returns the answer once its headers are there; the bodies stream.
   *
   * @param target a URL or the name of an HTTPEndpoint
   * @throws AppUnreachable if the service can't be reached or breaks off
   */
  public AppReply send(String target, AppRequest request) {
    return pipeline.isPresent()
        ? HttpPiped.send(pipeline.get(), request, "", passed -> sendBare(target, passed))
        : sendBare(target, request);
  }

  private AppReply sendBare(String target, AppRequest request) {
    Known known = byName.get(target);
    String base = known == null ? target : known.endpoint().baseUrl();
    List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
    if (known != null) {
      for (Map.Entry<String, String> header : known.endpoint().headers()) {
        headers.removeIf(other -> other.getKey().equalsIgnoreCase(header.getKey()));
        headers.add(header);
      }
    }
    HttpApp.trace(headers, request.trace());
    HttpClient client = known == null ? plain : known.client();
    HttpCalls calls = new HttpCalls(client, HttpCalls.Meter.of(metrics));
    String stripped = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    return follow(calls, request, headers, stripped + "/" + request.path() + query);
  }

  /** Ends every connection. */
  @Override
  public void close() {
    plain.close().await();
    byName.values().forEach(known -> known.client().close().await());
  }

  private static AppReply follow(
      HttpCalls calls, AppRequest request, List<Map.Entry<String, String>> headers, String first) {
    String url = first;
    String method = request.method();
    Body body = request.body();
    for (int redirects = 0; ; redirects++) {
      AppReply reply = exchange(calls, method, url, headers, body);
      Optional<String> location = reply.header("location");
      boolean asGet = AS_GET.contains(reply.status());
      boolean again = asGet || (AS_IS.contains(reply.status()) && body.replayable());
      if (location.isEmpty() || !again) {
        return reply;
      }
      discard(reply);
      if (redirects == MAX_REDIRECTS) {
        throw new AppUnreachable(
            "stopped after " + MAX_REDIRECTS + " redirects, the last to " + location.get(),
            "",
            1,
            null);
      }
      String next = URI.create(url).resolve(location.get()).toString();
      if (!sameHost(url, next)) {
        // what is meant for one host is not another's to know
        headers.removeIf(
            h ->
                h.getKey().equalsIgnoreCase("authorization")
                    || h.getKey().equalsIgnoreCase("cookie"));
      }
      url = next;
      if (asGet && !method.equals("HEAD")) {
        method = "GET";
        body = Body.empty();
      }
    }
  }

  private static AppReply exchange(
      HttpCalls calls,
      String method,
      String url,
      List<Map.Entry<String, String>> headers,
      Body body) {
    OptionalInt port = OptionalInt.empty();
    String host = url;
    try {
      URI uri = URI.create(url);
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      port = OptionalInt.of(uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80);
      host = Optional.ofNullable(uri.getHost()).orElse("");
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.valueOf(method))
              .setHost(host)
              .setPort(port.getAsInt())
              .setSsl(tls)
              .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
      return calls.send(options, headers, body);
    } catch (Exception e) {
      throw AppUnreachable.over(
          "sidecar to service outside Dapr", method, url, host, port.orElse(0), e);
    }
  }

  private static boolean sameHost(String one, String other) {
    return java.util.Objects.equals(URI.create(one).getHost(), URI.create(other).getHost());
  }

  private static void discard(AppReply reply) {
    try {
      reply.body().stream().close();
    } catch (IOException ignored) {
      // nobody wants it
    }
  }

  private static HttpClient client(Vertx vertx, HttpClientOptions options) {
    return vertx.createHttpClient(
        options.setTcpNoDelay(true).setVerifyHost(true), new PoolOptions().setHttp1MaxSize(256));
  }

  private static HttpClientOptions tls(Endpoint endpoint) {
    HttpClientOptions options = new HttpClientOptions();
    endpoint
        .rootCa()
        .ifPresent(
            pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(pem))));
    if (endpoint.certificate().isPresent() && endpoint.privateKey().isPresent()) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(endpoint.certificate().get()))
              .addKeyValue(Buffer.buffer(endpoint.privateKey().get())));
    }
    return options;
  }

  private static boolean isUrl(String target) {
    return target.startsWith("http://") || target.startsWith("https://");
  }
}
