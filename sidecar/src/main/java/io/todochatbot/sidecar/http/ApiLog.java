package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.telemetry.Log;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Logs every call of the API once it is answered, in daprd's words and fields ({@code
 * --enable-api-logging}), whatever the log's level.
 */
public final class ApiLog {
  /**
   * What is logged.
   *
   * @param enabled whether anything is
   * @param obfuscateUrls whether operations are named in place of paths, which may hold keys
   * @param omitHealthChecks whether health checks are left out
   */
  public record Options(boolean enabled, boolean obfuscateUrls, boolean omitHealthChecks) {}

  /** Logs nothing. */
  public static final ApiLog NONE = new ApiLog(new Options(false, false, false), Optional.empty());

  private final Options options;
  private final Optional<Log> log;

  /** Writes to {@code log}. */
  public ApiLog(Options options, Log log) {
    this(options, options.enabled() ? Optional.of(log) : Optional.empty());
  }

  private ApiLog(Options options, Optional<Log> log) {
    this.options = options;
    this.log = log;
  }

  /**
   * The same handler of HTTP requests with its calls logged.
   *
   * @param path the path of a request, decoded
   * @param operation the name of the operation that a request asks for
   */
  public Handler<HttpServerRequest> ofHttp(
      Handler<HttpServerRequest> handler,
      Function<HttpServerRequest, String> path,
      Function<HttpServerRequest, String> operation) {
    if (log.isEmpty()) {
      return handler;
    }
    Log http = log.get().loudly("dapr.runtime.http-info");
    return request -> {
      String asked = path.apply(request);
      if (!options.omitHealthChecks() || !asked.startsWith("/v1.0/healthz")) {
        String name =
            options.obfuscateUrls()
                ? operation.apply(request)
                : request.method().name() + " " + asked;
        onceAnswered(
            request,
            fields -> {
              fields.put("method", name);
              fields.put("code", request.response().getStatusCode());
              fields.put("size", size(request.response()));
              http.info("HTTP API Called", fields);
            });
      }
      handler.handle(request);
    };
  }

  /** The same handler of gRPC calls with its calls logged. */
  public Handler<HttpServerRequest> ofGrpc(Handler<HttpServerRequest> handler) {
    if (log.isEmpty()) {
      return handler;
    }
    Log grpc = log.get().loudly("dapr.runtime.grpc.api-info");
    return request -> {
      String method = request.path();
      onceAnswered(
          request,
          fields -> {
            fields.put("method", method);
            fields.put("code", status(request.response()));
            grpc.info("gRPC API Called", fields);
          });
      handler.handle(request);
    };
  }

  private static void onceAnswered(HttpServerRequest request, Entry entry) {
    long began = System.nanoTime();
    Optional<String> agent =
        Optional.ofNullable(request.getHeader("user-agent")).filter(text -> !text.isEmpty());
    request
        .response()
        .bodyEndHandler(
            end -> {
              Map<String, Object> fields = new TreeMap<>();
              agent.ifPresent(text -> fields.put("useragent", text));
              fields.put("duration", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
              entry.write(fields);
            });
  }

  /** The length of the body; Vert.x has not counted one yet that was written in one piece. */
  private static long size(HttpServerResponse response) {
    String told = response.headers().get("content-length");
    return told == null ? response.bytesWritten() : Long.parseLong(told);
  }

  /** The call's status, in the trailers or, of a call without messages, in the headers. */
  private static int status(HttpServerResponse response) {
    String status =
        Optional.ofNullable(response.trailers().get("grpc-status"))
            .orElse(response.headers().get("grpc-status"));
    return status == null ? 0 : Integer.parseInt(status);
  }

  /** Completes the fields of a call and writes them. */
  private interface Entry {
    void write(Map<String, Object> fields);
  }
}
