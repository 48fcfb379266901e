package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.metrics.HttpMetrics;
import io.todochatbot.sidecar.stream.StreamInput;
import io.todochatbot.sidecar.stream.StreamOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Makes HTTP requests whose bodies stream both ways, as Go's client makes them for daprd. */
final class HttpCalls {
  /** What an application sees of a caller that names no agent; daprd's is Go's. */
  private static final String AGENT = "Go-http-client/1.1";

  /** Verbs for which Go announces no body unless there is one. */
  private static final Set<String> USUALLY_WITHOUT_BODY =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "PROPFIND", "SEARCH");

  /** Takes note of requests. */
  interface Meter {
    /** A request is about to be sent. */
    void sent(String method, String path, long bytes);

    /** The head of the answer is there, or nothing will come, which counts as 500. */
    void answered(String method, String path, int status, long bytes, long nanos);

    static Meter of(HttpMetrics metrics) {
      return new Meter() {
        @Override
        public void sent(String method, String path, long bytes) {
          metrics.sent(method, path, bytes);
        }

        @Override
        public void answered(String method, String path, int status, long bytes, long nanos) {
          metrics.answered(method, path, status, bytes, nanos);
        }
      };
    }

    static Meter ofProbes(HttpMetrics metrics) {
      return new Meter() {
        @Override
        public void sent(String method, String path, long bytes) {}

        @Override
        public void answered(String method, String path, int status, long bytes, long nanos) {
          metrics.probed(status, nanos);
        }
      };
    }
  }

  private static final int FAILED = 500;

  private final HttpClient client;
  private final Meter meter;

  HttpCalls(HttpClient client, Meter meter) {
    this.client = client;
    this.meter = meter;
  }

  /**
   * Sends a request and waits for the head of the answer; the body goes on being sent meanwhile.
   *
   * @param headers set on the request, in place of what the client would say itself
   */
  AppReply send(RequestOptions options, List<Map.Entry<String, String>> headers, Body body)
      throws IOException {
    String method = options.getMethod().name();
    String path = path(options.getURI());
    long began = System.nanoTime();
    meter.sent(method, path, body.length().orElse(0));
    int status = FAILED;
    long bytes = 0;
    try {
      AppReply reply = exchange(options, headers, body);
      status = reply.status();
      bytes = reply.body().length().orElse(0);
      return reply;
    } finally {
      meter.answered(method, path, status, bytes, System.nanoTime() - began);
    }
  }

  private AppReply exchange(
      RequestOptions options, List<Map.Entry<String, String>> headers, Body body)
      throws IOException {
    HttpClientRequest out = client.request(options).await();
    try {
      headers.forEach(header -> out.headers().add(header.getKey(), header.getValue()));
      body.contentType()
          .filter(type -> !out.headers().contains("content-type"))
          .ifPresent(type -> out.putHeader("content-type", type));
      if (!out.headers().contains("user-agent")) {
        out.putHeader("user-agent", AGENT);
      }
      boolean unzip = asksForGzip(out);
      // paused before the event loop can deliver anything
      Future<AppReply> reply = out.response().map(response -> reply(out, response, unzip));
      upload(out, body);
      return reply.await();
    } catch (Exception e) {
      // whether it failed or the caller was interrupted: nobody waits for the answer any more
      out.reset();
      throw e;
    }
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    return path.indexOf('%') < 0
        ? path
        : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean asksForGzip(HttpClientRequest out) {
    boolean asks =
        !out.headers().contains("accept-encoding")
            && !out.headers().contains("range")
            && !out.getMethod().name().equals("HEAD");
    if (asks) {
      out.putHeader("accept-encoding", "gzip");
    }
    return asks;
  }

  private static void upload(HttpClientRequest out, Body body) {
    if (body.bytes().isPresent()) {
      byte[] bytes = body.bytes().get();
      if (bytes.length > 0) {
        out.end(Buffer.buffer(bytes));
      } else {
        out.setChunked(
            !out.headers().contains("content-length")
                && !USUALLY_WITHOUT_BODY.contains(out.getMethod().name()));
        out.end();
      }
      return;
    }
    if (body.length().isPresent()) {
      out.putHeader("content-length", Long.toString(body.length().getAsLong()));
    } else {
      out.setChunked(true);
    }
    // beside the answer: an application may answer while it still reads
    Thread.startVirtualThread(
        () -> {
          try {
            StreamOutput.copy(body, out);
            out.end();
          } catch (IOException | RuntimeException e) {
            out.reset(0x8, e);
          }
        });
  }

  private static AppReply reply(HttpClientRequest out, HttpClientResponse response, boolean unzip) {
    StreamInput stream = new StreamInput(response, 0, out::reset);
    boolean zipped = unzip && "gzip".equalsIgnoreCase(response.getHeader("content-encoding"));
    List<Map.Entry<String, String>> headers = new ArrayList<>(response.headers().entries());
    if (zipped) {
      headers.removeIf(
          header ->
              header.getKey().equalsIgnoreCase("content-encoding")
                  || header.getKey().equalsIgnoreCase("content-length"));
    }
    String length = zipped ? null : response.getHeader("content-length");
    return new AppReply(
        response.statusCode(),
        headers,
        Body.streaming(
            zipped ? new Unzipped(stream) : stream,
            length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)),
            Optional.ofNullable(response.getHeader("content-type"))));
  }
}
