package io.todochatbot.frontend.home;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.chat.Transcripts;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.frontend.page.Shell;
import io.todochatbot.frontend.task.TaskRoutes;
import io.todochatbot.todo.web.Problem;
import java.util.HashMap;
import java.util.Map;

/** The page, with or without the sign-in link, and signing out. */
public final class HomeRoutes {
  private static final int FORBIDDEN = 403;

  private final SignIn signIn;
  private final LoginNotice notice;
  private final TaskRoutes tasks;
  private final Transcripts transcripts;
  private final Pages pages;

  /** The page of whoever is signed in, with their tasks and what they said lately. */
  public HomeRoutes(
      SignIn signIn, LoginNotice notice, TaskRoutes tasks, Transcripts transcripts, Pages pages) {
    this.signIn = signIn;
    this.notice = notice;
    this.tasks = tasks;
    this.transcripts = transcripts;
    this.pages = pages;
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
    if (entry.isNew()) {
      notice.send(entry.visitor());
    }
    page(ctx, entry.visitor(), entry.pageKey());
  }

  private void signOut(Context ctx) {
    signIn.out(ctx);
    ctx.redirect("/");
  }

  private void page(Context ctx, Visitor visitor, String pageKey) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("shell", new Shell(pages.assets(), Shell.Place.TASKS, pageKey));
    parameters.put("chat", transcripts.of(visitor.userId()));
    // The page is there while the rest still starts: its list asks again by itself.
    TaskRoutes.Answer answer = tasks.listOrProblem(visitor);
    answer.list().ifPresent(list -> parameters.put("tasks", list));
    parameters.put("problem", answer.problem());
    pages.show(ctx, "home.jte", parameters);
  }
}
