package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.spi.HttpMiddleware;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API behind a pipeline; its bodies stream both ways. */
final class Piped {
  private static final PathPattern ANY = PathPattern.parse("/*");

  private final HttpApi api;
  private final HttpPipeline pipeline;

  Piped(HttpApi api, HttpPipeline pipeline) {
    this.api = api;
    this.pipeline = pipeline;
  }

  /**
   * The way of a request that {@code found} would answer without the pipeline.
   *
   * @param host the host that the caller named
   * @param remote the caller's address
   */
  HttpApi.Match through(HttpApi.Match found, String host, String remote) {
    HttpApi.Route route = found.route();
    return new HttpApi.Match(
        new HttpApi.Route(
            "*",
            ANY,
            true,
            route.operation(),
            (call, in) -> {
              try {
                pipeline.door().pass(route.operation(), call);
              } catch (DaprError e) {
                return HttpErrors.render(e);
              }
              return out(
                  pipeline.steps().handle(request(in, host, remote), next -> answer(call, next)));
            }),
        Map.of());
  }

  private HttpMiddleware.Response answer(Call call, HttpMiddleware.Request request) {
    PathSegments path = PathSegments.of(request.path());
    Headers headers = new ListedHeaders(request.headers());
    Optional<HttpApi.Match> match = api.match(request.method(), path);
    return response(
        match.isEmpty()
            ? HttpServer.NOT_FOUND
            : match
                .get()
                .route()
                .handler()
                .handle(
                    new Call(Wire.HTTP, headers, call.trace()),
                    new HttpIn(
                        request.method(),
                        request.path(),
                        request.query(),
                        match.get().variables(),
                        headers,
                        Body.streaming(
                            request.body(), request.length(), request.header("content-type")))));
  }

  private static HttpMiddleware.Request request(HttpIn in, String host, String remote) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    in.headers().all().forEach(headers::add);
    return new HttpMiddleware.Request(
        in.method(),
        in.path(),
        in.query(),
        host,
        remote,
        headers,
        in.body().stream(),
        in.body().length());
  }

  private static HttpMiddleware.Response response(HttpOut out) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    out.body().contentType().ifPresent(type -> headers.add(Map.entry("content-type", type)));
    headers.addAll(out.headers());
    return new HttpMiddleware.Response(
        out.status(), headers, out.body().stream(), out.body().length());
  }

  private static HttpOut out(HttpMiddleware.Response response) {
    Optional<String> type = response.header("content-type");
    return new HttpOut(
        response.status(),
        response.headers().stream()
            .filter(header -> !header.getKey().equalsIgnoreCase("content-type"))
            .toList(),
        Body.streaming(response.body(), response.length(), type).settled());
  }

  /** The headers of a request that came through middleware. */
  private record ListedHeaders(List<Map.Entry<String, String>> all) implements Headers {
    @Override
    public Optional<String> first(String name) {
      return all.stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }
}
