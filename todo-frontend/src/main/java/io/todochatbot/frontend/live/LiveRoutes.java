package io.todochatbot.frontend.live;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.frontend.access.SignIn;

/** The route that open pages listen to. */
public final class LiveRoutes {
  private static final String USER = "user";

  private final Live live;
  private final SignIn signIn;

  /** News for whoever is signed in. */
  public LiveRoutes(Live live, SignIn signIn) {
    this.live = live;
    this.signIn = signIn;
  }

  /** Adds the route. */
  public void register(Javalin app) {
    app.before(SignIn.LIVE, this::admit);
    app.sse(
        SignIn.LIVE,
        client -> live.serve(client, String.valueOf(client.ctx().<String>attribute(USER))));
  }

  // Before the stream begins, so that a stranger gets a refusal and not an empty stream.
  private void admit(Context ctx) {
    ctx.attribute(USER, signIn.require(ctx).userId());
  }
}
