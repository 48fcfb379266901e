package io.todochatbot.components.middleware;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * {@code middleware.http.routeralias}: other names for paths. Variables of a path go into the query
 * of the request to its other name. The first route that fits counts.
 */
final class RouterAlias implements HttpMiddleware {
  /** Registers the middleware. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("middleware.http.routeralias", Settings.class, RouterAlias::new);
    }
  }

  /**
   * The settings.
   *
   * @param routes paths and what stands for them
   */
  public record Settings(
      @Setting(
              meaning =
                  "a map in JSON or YAML from paths, perhaps with {variables}, to those that they"
                      + " stand for; without it every entry of the metadata is such a pair")
          String routes) {}

  private final List<Route> routes = new ArrayList<>();

  RouterAlias(Settings settings, ComponentContext context) {
    Map<String, String> metadata = context.metadata();
    boolean legacy = metadata.size() > 1 || (settings.routes().isEmpty() && !metadata.isEmpty());
    if (legacy) {
      context.log().log(
          System.Logger.Level.WARNING,
          "Listing routes as key-value pairs is deprecated. Please use the ''routes'' property"
              + " instead");
    }
    (legacy ? metadata : parse(settings.routes()))
        .forEach((from, to) -> routes.add(route(from, to)));
  }

  @Override
  public Response handle(Request request, Next next) {
    for (Route route : routes) {
      Optional<Request> renamed = route.rename(request);
      if (renamed.isPresent()) {
        return next.handle(renamed.get());
      }
    }
    return next.handle(request);
  }

  private static Route route(String from, String to) {
    if (from.isEmpty() || to.isEmpty()) {
      throw new ComponentException("invalid key/value pair in metadata: must not be empty");
    }
    return Route.of(from, to);
  }

  private static Map<String, String> parse(String routes) {
    if (routes.isBlank()) {
      return Map.of();
    }
    try {
      // JSON is YAML but for the tabs
      Object read =
          new Load(LoadSettings.builder().build()).loadFromString(routes.replace('\t', ' '));
      Map<String, String> parsed = new LinkedHashMap<>();
      if (!(read instanceof Map<?, ?> map)) {
        throw malformed("it is no map from paths to paths");
      }
      map.forEach((from, to) -> parsed.put(String.valueOf(from), String.valueOf(to)));
      return parsed;
    } catch (YamlEngineException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static ComponentException malformed(String why) {
    return new ComponentException("failed to decode 'routes' property as JSON or YAML: " + why);
  }
}
