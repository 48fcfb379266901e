package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.api.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as bindings: verb and path to operation, request to record, result to answer.
 *
 * <p>A path is made of literal segments, variables ({@code {store}}, one segment each) and perhaps
 * a last {@code *} that takes the rest. Where several bound paths match, the first bound wins. A
 * route is looked up by the path's second segment, the building block's name.
 */
public final class HttpApi {
  private final Gateway gateway;
  private final Map<String, List<Route>> byBlock = new HashMap<>();
  private @Nullable Route otherwise;

  /** An API without paths, whose operations pass through {@code gateway}. */
  public HttpApi(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Binds a path to an operation; the request's body is in memory when it is decoded. */
  public <Q, R> void on(
      String method,
      String path,
      Operation<Q, R> operation,
      Function<HttpIn, Q> in,
      Function<R, HttpOut> out) {
    add(
        new Route(
            method, PathPattern.parse(path), false, operation.name(), handler(operation, in, out)));
  }

  /**
   * Binds a path to an operation whose request body streams: it is read while the operation runs.
   *
   * @param method the verb, {@code *} for any
   */
  public <Q, R> void streaming(
      String method,
      String path,
      Operation<Q, R> operation,
      Function<HttpIn, Q> in,
      Function<R, HttpOut> out) {
    add(
        new Route(
            method, PathPattern.parse(path), true, operation.name(), handler(operation, in, out)));
  }

  /** Binds every request that no path matches, its body streaming; {@code *} is the whole path. */
  public <Q, R> void otherwise(
      Operation<Q, R> operation, Function<HttpIn, Q> in, Function<R, HttpOut> out) {
    otherwise =
        new Route(
            "*", PathPattern.parse("/*"), true, operation.name(), handler(operation, in, out));
  }

  /** The route of a request, with its path's variables; empty if there is none. */
  Optional<Match> match(String method, PathSegments path) {
    for (Route route : byBlock.getOrDefault(path.block(), List.of())) {
      if (route.method.equals(method) || route.method.equals("*")) {
        Optional<Map<String, String>> variables = route.path.match(path);
        if (variables.isPresent()) {
          return Optional.of(new Match(route, variables.get()));
        }
      }
    }
    Route last = otherwise;
    return last == null ? Optional.empty() : Optional.of(new Match(last, Map.of("*", path.raw())));
  }

  private void add(Route route) {
    byBlock.computeIfAbsent(route.path.block(), block -> new ArrayList<>()).add(route);
  }

  private <Q, R> Handler handler(
      Operation<Q, R> operation, Function<HttpIn, Q> in, Function<R, HttpOut> out) {
    Gateway.Bound<Q, R> bound = gateway.bind(operation);
    return (call, request) -> {
      try {
        return out.apply(bound.run(call, () -> in.apply(request)));
      } catch (DaprError e) {
        return HttpErrors.render(e);
      }
    };
  }

  /** Answers a request that matched. */
  @FunctionalInterface
  interface Handler {
    HttpOut handle(Call call, HttpIn request);
  }

  /** A bound path. */
  record Route(
      String method, PathPattern path, boolean streams, String operation, Handler handler) {}

  /** A route and what its path's variables stand for. */
  record Match(Route route, Map<String, String> variables) {}
}
