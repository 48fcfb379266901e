package io.todochatbot.components.middleware;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code middleware.http.ratelimit}: as many requests a second as is said, from each address to
 * each path; 429 for more. Answers tell what is left in {@code RateLimit-*} and {@code
 * X-Rate-Limit-*}.
 */
final class RateLimit implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "middleware.http.ratelimit",
          Settings.class,
          (settings, context) -> new RateLimit(settings, context.clock()));
    }
  }

  /**
   * The settings.
   *
   * @param maxRequestsPerSecond how many
   */
  public record Settings(
      @Setting(
              meaning = "how many requests a second pass from one address to one path",
              fallback = "100")
          double maxRequestsPerSecond) {}

  private final double perSecond;
  private final Buckets buckets;

  RateLimit(Settings settings, InstantSource clock) {
    perSecond = settings.maxRequestsPerSecond();
    if (!(perSecond > 0)) {
      throw new ComponentException(
          "metadata property maxRequestsPerSecond must be a positive value");
    }
    buckets = new Buckets(perSecond, clock);
  }

  @Override
  public Response handle(Request request, Next next) {
    OptionalInt left = buckets.take(address(request) + "|" + request.path());
    Response response =
        left.isPresent()
            ? next.handle(request)
            : Response.text(429, "You have reached maximum request limit.");
    List<Map.Entry<String, String>> headers = new ArrayList<>(told(request, left.orElse(0)));
    headers.addAll(response.headers());
    return new Response(response.status(), headers, response.body(), response.length());
  }

  private List<Map.Entry<String, String>> told(Request request, int left) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("X-Rate-Limit-Limit", String.format(Locale.ROOT, "%.2f", perSecond)));
    headers.add(Map.entry("X-Rate-Limit-Duration", "1"));
    request
        .header("x-forwarded-for")
        .filter(text -> !text.isBlank())
        .ifPresent(text -> headers.add(Map.entry("X-Rate-Limit-Request-Forwarded-For", text)));
    headers.add(Map.entry("X-Rate-Limit-Request-Remote-Addr", request.remote()));
    headers.add(Map.entry("RateLimit-Limit", Long.toString(Math.round(perSecond))));
    headers.add(Map.entry("RateLimit-Reset", "1"));
    headers.add(Map.entry("RateLimit-Remaining", Integer.toString(left)));
    return headers;
  }

  /** The nearest address that a proxy told, else that of the connection. */
  private static String address(Request request) {
    String forwarded = request.header("x-forwarded-for").orElse("");
    String nearest = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    if (!nearest.isEmpty()) {
      return nearest;
    }
    String real = request.header("x-real-ip").orElse("").strip();
    if (!real.isEmpty()) {
      return real;
    }
    int colon = request.remote().lastIndexOf(':');
    return colon < 0 ? request.remote() : request.remote().substring(0, colon);
  }
}
