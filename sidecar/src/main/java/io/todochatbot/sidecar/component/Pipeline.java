package io.todochatbot.sidecar.component;

import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.HttpMiddleware;
import java.util.List;
import java.util.Optional;

/**
 * Middleware one behind the other, as a Configuration names it. Components are looked for at each
 * request, so that they can be replaced; those that are not loaded are passed over, as in daprd.
 */
public final class Pipeline implements HttpMiddleware {
  private final String name;
  private final List<Configuration.Handler> steps;
  private final Components components;
  private final Log log;

  private Pipeline(String name, List<Configuration.Handler> steps, Components components, Log log) {
    this.name = name;
    this.steps = List.copyOf(steps);
    this.components = components;
    this.log = log;
  }

  /**
   * The pipeline that {@code spec} describes; empty if it names no middleware.
   *
   * @param name what log lines call it
   */
  public static Optional<Pipeline> of(
      String name, Configuration.Pipeline spec, Components components, Log log) {
    return spec.handlers().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pipeline(name, spec.handlers(), components, log.scope("dapr.middleware.http")));
  }

  /** Logs what it is made of, and what is missing from it. */
  public void announce() {
    log.info("Building pipeline " + name);
    for (Configuration.Handler step : steps) {
      if (find(step).isEmpty()) {
        log.warn(
            "pipeline "
                + name
                + " goes without "
                + step.name()
                + " ("
                + step.type()
                + "/"
                + version(step)
                + "), since no such component is loaded");
      }
    }
  }

  @Override
  public Response handle(Request request, Next next) {
    return handle(0, request, next);
  }

  private Response handle(int at, Request request, Next last) {
    if (at == steps.size()) {
      return last.handle(request);
    }
    Next next = passed -> handle(at + 1, passed, last);
    Optional<Guarded<HttpMiddleware>> step = find(steps.get(at));
    if (step.isEmpty()) {
      return next.handle(request);
    }
    try {
      // a pipeline is no request to a component: no policy repeats it
      return step.get().bare(middleware -> middleware.handle(request, next));
    } catch (ComponentException e) {
      log.error("middleware " + steps.get(at).name() + " failed: " + e.getMessage());
      return Response.text(500, "Internal Server Error");
    }
  }

  private Optional<Guarded<HttpMiddleware>> find(Configuration.Handler step) {
    return components
        .find(HttpMiddleware.class, step.name())
        .filter(
            found ->
                found.info().type().equalsIgnoreCase(step.type())
                    && versionOr(found.info().version()).equals(version(step)));
  }

  private static String version(Configuration.Handler step) {
    return versionOr(step.version());
  }

  private static String versionOr(String version) {
    return version.isEmpty() ? "v1" : version;
  }
}
