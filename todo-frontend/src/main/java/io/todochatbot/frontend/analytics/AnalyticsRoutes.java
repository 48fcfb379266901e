package io.todochatbot.frontend.analytics;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.page.Assets;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.frontend.page.Shell;
import io.todochatbot.frontend.peer.Peer;
import java.util.Map;
import java.util.Optional;

/**
 * The analytics page: our frame around the part that the analytics service draws, so that one
 * sign-in and one port serve both.
 */
public final class AnalyticsRoutes {
  private static final int NO_CONTENT = 204;

  private final Peer analytics;
  private final SignIn signIn;
  private final Pages pages;
  private final Assets assets;

  /** The page around this service's charts. */
  public AnalyticsRoutes(Peer analytics, SignIn signIn, Pages pages, Assets assets) {
    this.analytics = analytics;
    this.signIn = signIn;
    this.pages = pages;
    this.assets = assets;
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
            new Shell(assets, Shell.Place.ANALYTICS, ""),
            "charts",
            analytics.get(visitor, "/analytics/charts")));
  }

  private void charts(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    String seen = Optional.ofNullable(ctx.queryParam("seen")).orElse("");
    String part = analytics.get(visitor, "/analytics/charts", Map.of("seen", seen));
    ctx.header("Cache-Control", "no-store");
    if (part.isEmpty()) {
      ctx.status(NO_CONTENT);
    } else {
      ctx.html(part);
    }
  }

  private void style(Context ctx) {
    String css = analytics.get("/analytics/charts.css");
    ctx.contentType("text/css; charset=utf-8")
        .header("Cache-Control", "public, max-age=300")
        .result(css);
  }
}
