package io.todochatbot.frontend.analytics;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.frontend.page.Shell;
import io.todochatbot.frontend.peer.Peer;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.web.Problem;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analytics page: our frame around the part that the analytics service draws, so that one
 * sign-in and one port serve both.
 */
public final class AnalyticsRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AnalyticsRoutes.class);
  private static final int NO_CONTENT = 204;

  private final Peer analytics;
  private final SignIn signIn;
  private final Pages pages;

  /** The page around this service's charts. */
  public AnalyticsRoutes(Peer analytics, SignIn signIn, Pages pages) {
    this.analytics = analytics;
    this.signIn = signIn;
    this.pages = pages;
  }

  /** Adds the routes. */
  public void register(Javalin app, PageErrors errors) {
    app.get("/analytics", errors.shown(this::page));
    app.get("/analytics/charts", errors.shown(this::charts));
    app.get("/analytics/charts.css", errors.shown(this::style));
  }

  private void page(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    pages.show(
        ctx,
        "analytics.jte",
        Map.of(
            "shell",
            new Shell(pages.assets(), Shell.Place.ANALYTICS, ""),
            "charts",
            charts(visitor, "").orElseGet(() -> pages.render("chartsWaiting.jte", Map.of()))));
  }

  private void charts(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    String seen = Optional.ofNullable(ctx.queryParam("seen")).orElse("");
    ctx.header("Cache-Control", "no-store");
    // Asked every two seconds: while there is nothing new or nobody to ask, what is shown stays.
    charts(visitor, seen)
        .filter(part -> !part.isEmpty())
        .ifPresentOrElse(ctx::html, () -> ctx.status(NO_CONTENT));
  }

  private Optional<String> charts(Visitor visitor, String seen) {
    try {
      return Optional.of(analytics.get(visitor, "/analytics/charts", Map.of("seen", seen)));
    } catch (Problem | DaprFailure e) {
      LOG.warn("the charts are not there: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void style(Context ctx) {
    String css = analytics.get("/analytics/charts.css");
    ctx.contentType("text/css; charset=utf-8")
        .header("Cache-Control", "public, max-age=300")
        .result(css);
  }
}
