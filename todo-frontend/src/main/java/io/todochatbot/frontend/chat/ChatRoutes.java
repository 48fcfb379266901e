package io.todochatbot.frontend.chat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.access.Visitor;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.todo.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chat's route: takes what the person says and answers with both lines. */
public final class ChatRoutes {
  private static final int BAD_REQUEST = 400;

  private final Chat chat;
  private final SignIn signIn;
  private final Pages pages;

  /** The route to this bot for whoever is signed in. */
  public ChatRoutes(Chat chat, SignIn signIn, Pages pages) {
    this.chat = chat;
    this.signIn = signIn;
    this.pages = pages;
  }

  /** Adds the route. */
  public void register(Javalin app, PageErrors errors) {
    app.post("/chat", errors.shown(this::say));
  }

  private void say(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    String message = parameter(ctx, "message");
    if (message.isEmpty()) {
      throw new Problem(BAD_REQUEST, "Write something first.");
    }
    Chat.Answer answer = chat.say(visitor, message, parameter(ctx, "conversation"));
    pages.show(
        ctx,
        "chatTurn.jte",
        Map.of(
            "lines",
            List.of(ChatLine.mine(message), ChatLine.bot(answer.text())),
            "conversation",
            answer.conversation()));
  }

  private static String parameter(Context ctx, String name) {
    return Optional.ofNullable(ctx.formParam(name)).orElse("").strip();
  }
}
