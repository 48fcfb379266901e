package io.todochatbot.frontend.home;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.page.Assets;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.frontend.page.Shell;
import io.todochatbot.frontend.task.TaskRoutes;
import io.todochatbot.todo.dapr.DaprFailure;
import io.todochatbot.todo.web.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page, with or without the sign-in link, and signing out. */
public final class HomeRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HomeRoutes.class);
  private static final int FORBIDDEN = 403;

  private final SignIn signIn;
  private final TaskRoutes tasks;
  private final Pages pages;
  private final Assets assets;

  /** The page of whoever is signed in, with their tasks on it. */
  public HomeRoutes(SignIn signIn, TaskRoutes tasks, Pages pages, Assets assets) {
    this.signIn = signIn;
    this.tasks = tasks;
    this.pages = pages;
    this.assets = assets;
  }

  /** Adds the routes. */
  public void register(Javalin app, PageErrors errors) {
    app.get("/", errors.shown(ctx -> page(ctx, signIn.require(ctx), "")));
    app.get("/signin/{token}", errors.shown(this::signIn));
    app.post("/signout", errors.shown(this::signOut));
  }

  // Answers the page itself, no redirect: a client without cookies would come back a stranger.
  private void signIn(Context ctx) {
    SignIn.Entry entry =
        signIn
            .byLink(ctx, ctx.pathParam("token"))
            .orElseThrow(
                () ->
                    new Problem(
                        FORBIDDEN, "This link is not, or no longer, the one that signs in here."));
    page(ctx, entry.visitor(), entry.pageKey());
  }

  private void signOut(Context ctx) {
    signIn.out(ctx);
    ctx.redirect("/");
  }

  private void page(Context ctx, Visitor visitor, String pageKey) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("shell", new Shell(assets, Shell.Place.TASKS, pageKey));
    parameters.put("chat", List.of());
    try {
      parameters.put("tasks", tasks.listOf(visitor));
    } catch (Problem e) {
      parameters.put("problem", e.detail());
    } catch (DaprFailure e) {
      // The page is there while the rest still starts: its list asks again by itself.
      LOG.warn("the list is not there yet: {}", e.getMessage());
      parameters.put("problem", "Your tasks can't be reached just now. Trying again …");
    }
    pages.show(ctx, "home.jte", parameters);
  }
}
