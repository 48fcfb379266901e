package io.todochatbot.frontend.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Renders templates, which were compiled with the program. */
public final class Pages {
  private static final String TEMPLATES = "io.todochatbot.frontend.templates";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);

  private final Assets assets;

  /** Templates of pages with these static files. */
  public Pages(Assets assets) {
    this.assets = assets;
  }

  /** The static files. */
  public Assets assets() {
    return assets;
  }

  /** Answers with a template. */
  public void show(Context ctx, String template, Map<String, Object> parameters) {
    ctx.header("Cache-Control", "no-store").html(render(template, parameters));
  }

  /** A template as text. */
  public String render(String template, Map<String, Object> parameters) {
    StringOutput html = new StringOutput();
    engine.render(template, parameters, html);
    return html.toString();
  }
}
