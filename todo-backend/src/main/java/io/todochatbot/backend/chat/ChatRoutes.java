package io.todochatbot.backend.chat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.backend.account.Caller;
import io.todochatbot.todo.web.JsonBody;
import io.todochatbot.todo.web.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/chat}: one message in, the answer out. */
public final class ChatRoutes {
  private static final int LONGEST_MESSAGE = 2000;
  private static final int LONGEST_ID = 100;
  private final Chat chat;
  private final Function<Context, Caller> callers;
  private final ZoneId zone;

  private record Message(
      @Nullable String message, @Nullable String conversationId, @Nullable String zone) {}

  /**
   * Routes to the bot.
   *
   * @param callers tells who asks, or refuses
   * @param zone of a user who does not say another
   */
  public ChatRoutes(Chat chat, Function<Context, Caller> callers, ZoneId zone) {
    this.chat = chat;
    this.callers = callers;
    this.zone = zone;
  }

  /** Adds the route to a server. */
  public void register(Javalin app) {
    app.post("/api/chat", this::say);
  }

  private void say(Context ctx) {
    Caller caller = callers.apply(ctx);
    Message message = JsonBody.read(ctx, Message.class);
    String words = message.message();
    if (words == null || words.isBlank()) {
      throw new Problem(400, "message: is missing (expected: what you want to say)");
    }
    if (words.length() > LONGEST_MESSAGE) {
      throw new Problem(
          400,
          "message: has "
              + words.length()
              + " characters (expected: at most "
              + LONGEST_MESSAGE
              + ")");
    }
    ctx.json(chat.say(caller, words, conversation(message), zone(message)));
  }

  private static @Nullable String conversation(Message message) {
    String id = message.conversationId();
    if (id == null || id.isBlank()) {
      return null;
    }
    if (id.length() > LONGEST_ID || id.contains("||")) {
      throw new Problem(400, "conversation_id: is none that we gave out");
    }
    return id;
  }

  private ZoneId zone(Message message) {
    String name = message.zone();
    try {
      return name == null ? zone : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new Problem(400, "zone: " + name + " (expected: such as Europe/Berlin)", e);
    }
  }
}
