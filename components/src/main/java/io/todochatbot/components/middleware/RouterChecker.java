package io.todochatbot.components.middleware;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code middleware.http.routerchecker}: lets pass only requests whose path and query hold what a
 * regular expression describes; 400 {@code invalid router} for others.
 */
final class RouterChecker implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "middleware.http.routerchecker",
          Settings.class,
          (settings, context) -> new RouterChecker(settings));
    }
  }

  /**
   * The settings.
   *
   * @param rule what passes
   */
  public record Settings(
      @Setting(
              meaning = "the regular expression that something in the path and query must match",
              required = true)
          String rule) {}

  private final Pattern rule;

  RouterChecker(Settings settings) {
    try {
      rule = Pattern.compile(settings.rule());
    } catch (PatternSyntaxException e) {
      throw new ComponentException("failed to compile rule regexp: " + e.getMessage(), e);
    }
  }

  @Override
  public Response handle(Request request, Next next) {
    String uri =
        request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
    return rule.matcher(uri).find() ? next.handle(request) : Response.text(400, "invalid router");
  }
}
