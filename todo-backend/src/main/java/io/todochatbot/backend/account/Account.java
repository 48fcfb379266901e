package io.todochatbot.backend.account;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.todo.web.JsonBody;
import io.todochatbot.todo.web.Problem;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signing in and out: {@code POST} and {@code DELETE /api/session}, {@code GET /api/me}. */
public final class Account {
  private static final String LOCAL_NAME = "Local user";
  private final Access access;
  private final Sessions sessions;
  private final Users users;
  private final Clock clock;

  private record SignIn(@Nullable String token) {}

  private record SignedIn(String session, User user, Instant expiresAt) {}

  private record User(String id, String name) {}

  /** The routes of accounts. */
  public Account(Access access, Sessions sessions, Users users, Clock clock) {
    this.access = access;
    this.sessions = sessions;
    this.users = users;
    this.clock = clock;
  }

  /** Adds the routes to a server. */
  public void register(Javalin app) {
    app.post("/api/session", this::signIn);
    app.delete("/api/session", this::signOut);
    app.get("/api/me", ctx -> ctx.json(user(access.caller(ctx).userId())));
  }

  private void signIn(Context ctx) {
    String token = JsonBody.read(ctx, SignIn.class).token();
    if (token == null || !access.isSignIn(token)) {
      throw new Problem(401, "token: is not the one that `./todo up` printed");
    }
    Sessions.Session session = sessions.start(Access.LOCAL_USER);
    Caller caller = new Caller(Access.LOCAL_USER, Access.correlation(ctx));
    users.signedIn(
        caller.userId(),
        LOCAL_NAME,
        event(caller, new TodoEvent.UserCreated(LOCAL_NAME)),
        event(caller, new TodoEvent.UserLogin("token")));
    ctx.status(201);
    ctx.json(new SignedIn(session.token(), user(session.userId()), session.expiresAt()));
  }

  private void signOut(Context ctx) {
    access.caller(ctx);
    String authorization = ctx.header("Authorization");
    if (authorization != null) {
      sessions.end(Access.bearer(authorization));
    }
    ctx.status(204);
  }

  private Envelope event(Caller caller, TodoEvent event) {
    return Envelope.of(event, caller.userId(), caller.correlationId(), clock);
  }

  private static User user(String id) {
    return new User(id, LOCAL_NAME);
  }
}
