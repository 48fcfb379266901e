package io.todochatbot.sidecar;

import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.api.Gateway;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Pipeline;
import io.todochatbot.sidecar.http.HttpPipeline;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.HttpMiddleware;
import java.util.Optional;

/** The middleware of one sidecar: before its API, and before what it calls. */
final class Pipelines {
  private final Optional<Pipeline> server;
  private final Optional<Pipeline> app;

  Pipelines(Configuration.Spec spec, Components components, Log log) {
    server = Pipeline.of("server", spec.httpPipeline(), components, log);
    app = Pipeline.of("app", spec.appHttpPipeline(), components, log);
  }

  /** What passes {@code door} before it reaches the API. */
  Optional<HttpPipeline> server(Gateway door) {
    return server.map(steps -> new HttpPipeline(steps, door));
  }

  /** What requests to the application and to services outside Dapr pass. */
  Optional<HttpMiddleware> app() {
    return app.map(steps -> steps);
  }

  /** Logs them; comes once the components are loaded. */
  void announce() {
    server.ifPresent(Pipeline::announce);
    app.ifPresent(Pipeline::announce);
  }
}
