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

/** The chat's routes: saying something, and reading what was said elsewhere. */
public final class ChatRoutes {
  private static final int BAD_REQUEST = 400;
  private static final int NO_CONTENT = 204;

  private final Chat chat;
  private final Transcripts transcripts;
  private final SignIn signIn;
  private final Pages pages;

  /** The routes to this bot for whoever is signed in. */
  public ChatRoutes(Chat chat, Transcripts transcripts, SignIn signIn, Pages pages) {
    this.chat = chat;
    this.transcripts = transcripts;
    this.signIn = signIn;
    this.pages = pages;
  }

  /** Adds the routes. */
  public void register(Javalin app, PageErrors errors) {
    app.get("/chat", errors.shown(this::news));
    app.post("/chat", errors.shown(this::say));
    app.delete("/chat", errors.shown(this::clear));
  }

  private void say(Context ctx) {
    Visitor visitor = signIn.require(ctx);
    String message = Optional.ofNullable(ctx.formParam("message")).orElse("").strip();
    if (message.isEmpty()) {
      throw new Problem(BAD_REQUEST, "Write something first.");
    }
    String conversation = transcripts.of(visitor.userId()).conversation();
    Chat.Answer answer = chat.say(visitor, message, conversation);
    ChatLine said = ChatLine.mine(message);
    ChatLine answered = ChatLine.bot(answer.text());
    Transcript now = transcripts.add(visitor.userId(), answer.conversation(), said, answered);
    // A page that was not told of lines in between gets them, too, before its own.
    List<ChatLine> lines = now.said() == 0 ? List.of(said, answered) : now.after(seen(ctx));
    show(ctx, lines, now.said());
  }

  private void news(Context ctx) {
    Transcript now = transcripts.of(signIn.require(ctx).userId());
    List<ChatLine> lines = now.after(seen(ctx));
    if (lines.isEmpty()) {
      ctx.status(NO_CONTENT);
    } else {
      show(ctx, lines, now.said());
    }
  }

  private void clear(Context ctx) {
    transcripts.clear(signIn.require(ctx).userId());
    pages.show(ctx, "chatEmpty.jte", Map.of());
  }

  private void show(Context ctx, List<ChatLine> lines, long said) {
    pages.show(ctx, "chatTurn.jte", Map.of("lines", lines, "said", said));
  }

  private static long seen(Context ctx) {
    String seen =
        Optional.ofNullable(ctx.formParam("said"))
            .or(() -> Optional.ofNullable(ctx.queryParam("said")))
            .orElse("");
    try {
      return Long.parseLong(seen);
    } catch (NumberFormatException expected) {
      return 0; // a page that never saw a line
    }
  }
}
