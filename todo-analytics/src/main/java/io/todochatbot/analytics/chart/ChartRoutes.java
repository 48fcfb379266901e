package io.todochatbot.analytics.chart;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.todochatbot.analytics.count.Counters;
import io.todochatbot.todo.web.AppToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;

/**
 * How the sums are read: {@code /api/analytics} as JSON, {@code /analytics} as a page of its own,
 * and {@code /analytics/charts} with {@code /analytics/charts.css} as the part that the frontend
 * puts into its page.
 */
public final class ChartRoutes {
  private static final String TEMPLATES = "io.todochatbot.analytics.chart.templates";
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Counters counters;
  private final Clock clock;
  private final AppToken token;
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, ChartRoutes.class.getClassLoader(), TEMPLATES);

  /** Reads {@code counters}; {@code clock} says what today is. */
  public ChartRoutes(Counters counters, Clock clock, AppToken token) {
    this.counters = counters;
    this.clock = clock;
    this.token = token;
  }

  /** Adds the routes to a server. */
  public void register(Javalin app) {
    app.get("/", ctx -> page(ctx, "standalone.jte"));
    app.get("/analytics", ctx -> page(ctx, "standalone.jte"));
    app.get("/analytics/charts", this::charts);
    app.get("/analytics/charts.css", ChartRoutes::style);
    app.get("/api/analytics", this::json);
  }

  private void charts(Context ctx) {
    token.require(ctx);
    // The part asks every two seconds; nothing is sent and nothing redrawn while all is as it was.
    if (current().version().equals(ctx.queryParam("seen"))) {
      ctx.status(HttpStatus.NO_CONTENT);
    } else {
      page(ctx, "charts.jte");
    }
  }

  private void page(Context ctx, String template) {
    token.require(ctx);
    StringOutput html = new StringOutput();
    templates.render(template, current(), html);
    ctx.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .html(html.toString());
  }

  private void json(Context ctx) {
    token.require(ctx);
    ctx.header("Cache-Control", "no-store").json(SummaryJson.of(counters.summary()));
  }

  private ChartsPage current() {
    return ChartsPage.of(counters.summary(), LocalDate.now(clock));
  }

  private static void style(Context ctx) {
    try (InputStream css =
        Objects.requireNonNull(ChartRoutes.class.getResourceAsStream("charts.css"))) {
      ctx.contentType("text/css")
          .header("Cache-Control", "public, max-age=300")
          .result(new String(css.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
