package io.todochatbot.components.middleware;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.util.Locale;

/** {@code middleware.http.uppercase}: turns bodies into capital letters, to try pipelines with. */
final class Uppercase implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "middleware.http.uppercase",
          Settings.class,
          (settings, context) -> new Uppercase(settings));
    }
  }

  /**
   * The settings.
   *
   * @param direction which bodies
   */
  public record Settings(
      @Setting(
              meaning =
                  "whose bodies are changed: request, response or both; request for any other",
              fallback = "request")
          String direction) {}

  private final boolean requests;
  private final boolean responses;

  Uppercase(Settings settings) {
    String direction = settings.direction().toLowerCase(Locale.ROOT);
    responses = direction.equals("response") || direction.equals("both");
    requests = !direction.equals("response");
  }

  @Override
  public Response handle(Request request, Next next) {
    Response response =
        next.handle(requests ? request.with(new Capitals(request.body())) : request);
    return responses ? response.with(new Capitals(response.body())) : response;
  }
}
