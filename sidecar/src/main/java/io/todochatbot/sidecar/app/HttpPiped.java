package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.spi.HttpMiddleware;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Requests to an application that pass middleware ({@code spec.appHttpPipeline}) on their way. */
final class HttpPiped {
  private HttpPiped() {}

  /**
   * Sends a request.
   *
   * @param host the application's host and port
   * @param last what sends it in the end
   */
  static AppReply send(
      HttpMiddleware pipeline,
      AppRequest request,
      String host,
      Function<AppRequest, AppReply> last) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
    request
        .body()
        .contentType()
        .filter(type -> headers.stream().noneMatch(HttpPiped::isContentType))
        .ifPresent(type -> headers.add(Map.entry("content-type", type)));
    HttpMiddleware.Response response =
        pipeline.handle(
            new HttpMiddleware.Request(
                request.method(),
                "/" + request.path(),
                request.query(),
                host,
                "",
                headers,
                request.body().stream(),
                request.body().length()),
            passed -> response(last.apply(request(passed, request))));
    return new AppReply(
        response.status(),
        response.headers(),
        Body.streaming(response.body(), response.length(), response.header("content-type")));
  }

  private static AppRequest request(HttpMiddleware.Request passed, AppRequest original) {
    String path = passed.path();
    return new AppRequest(
        passed.method(),
        path.startsWith("/") ? path.substring(1) : path,
        passed.query(),
        passed.headers(),
        Body.streaming(passed.body(), passed.length(), passed.header("content-type")).settled(),
        original.trace());
  }

  private static HttpMiddleware.Response response(AppReply reply) {
    return new HttpMiddleware.Response(
        reply.status(), reply.headers(), reply.body().stream(), reply.body().length());
  }

  private static boolean isContentType(Map.Entry<String, String> header) {
    return header.getKey().equalsIgnoreCase("content-type");
  }
}
