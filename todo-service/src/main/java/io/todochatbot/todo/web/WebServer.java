package io.todochatbot.todo.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.todochatbot.todo.dapr.DaprFailure;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a service: one virtual thread per request, {@code /healthz} and {@code
 * /ready}, and every refusal as problem details. Routes are added to {@link #routes()}, before or
 * after {@link #start}.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final long STOP_MILLIS = 500;
  // how long a kept-alive connection without a request may hold up a stop
  private static final long IDLE_AT_STOP_MILLIS = 20;
  private final Javalin app;
  private volatile boolean listening;

  /** A server that answers the health routes; not listening yet. */
  public WebServer(Health health) {
    this(health, config -> {});
  }

  /** As {@link #WebServer(Health)}, with more of Javalin's settings, such as a template engine. */
  public WebServer(Health health, Consumer<JavalinConfig> more) {
    this.app =
        Javalin.create(
            config -> {
              config.showJavalinBanner = false;
              config.startupWatcherEnabled = false;
              config.useVirtualThreads = true;
              config.http.prefer405over404 = true;
              config.http.maxRequestSize = JsonBody.LIMIT_BYTES;
              config.http.defaultContentType = "application/json";
              config.jsonMapper(new WebJson());
              config.jetty.modifyServer(server -> server.setErrorHandler(new JettyProblems()));
              config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
              more.accept(config);
            });
    app.exception(Problem.class, WebServer::answer);
    app.exception(HttpResponseException.class, WebServer::answer);
    app.exception(DaprFailure.class, WebServer::answer);
    app.exception(Exception.class, WebServer::answer);
    app.get("/healthz", health::alive);
    app.get("/ready", health::ready);
  }

  /** Has a service's own refusals answered as problems; their causes are logged. */
  public <E extends Exception> void refuse(Class<E> type, Function<E, Problem> how) {
    app.exception(type, (e, ctx) -> answer(how.apply(e), ctx));
  }

  /** Where routes are added. */
  public Javalin routes() {
    return app;
  }

  /**
   * Starts to listen; 0 is any free port.
   *
   * @return this
   * @throws IllegalStateException if it can't listen there, naming the port
   */
  public WebServer start(String address, int port) {
    try {
      app.start(address, port);
    } catch (JavalinException e) {
      throw new IllegalStateException(
          "Can't listen on " + address + ":" + port + " (APP_PORT): " + e.getMessage(), e);
    }
    listening = true;
    // set only now: a server that can't listen would hide why behind its own graceful stop
    app.jettyServer().server().setStopTimeout(STOP_MILLIS);
    for (Connector connector : app.jettyServer().server().getConnectors()) {
      if (connector instanceof AbstractConnector listening) {
        listening.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
      }
    }
    return this;
  }

  /** The port that it listens on. */
  public int port() {
    return app.port();
  }

  /** Takes no more requests; those under way get a moment to end. */
  @Override
  public void close() {
    if (!listening) {
      return;
    }
    try {
      app.stop();
    } catch (JavalinException e) {
      LOG.info("Requests were still under way at the stop: {}", e.toString());
    }
  }

  private static void answer(Problem e, Context ctx) {
    if (e.status() >= 500) {
      LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.detail());
    }
    ProblemJson.answer(ctx, e.status(), e.detail());
  }

  private static void answer(HttpResponseException e, Context ctx) {
    String allowed = e.getDetails().get("availableMethods");
    if (allowed != null) {
      ctx.header("Allow", allowed);
      ProblemJson.answer(
          ctx, e.getStatus(), ctx.method() + " is not possible here (possible: " + allowed + ")");
    } else if (e.getStatus() == 404) {
      ProblemJson.answer(ctx, 404, "There is nothing at " + ctx.path());
    } else {
      ProblemJson.answer(ctx, e.getStatus(), String.valueOf(e.getMessage()));
    }
  }

  private static void answer(DaprFailure e, Context ctx) {
    LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
    ProblemJson.answer(ctx, 503, "Please try again: " + e.getMessage(), Map.of());
  }

  private static void answer(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
    ProblemJson.answer(
        ctx, 500, "Something went wrong on our side; the service's log says what", Map.of());
  }
}
