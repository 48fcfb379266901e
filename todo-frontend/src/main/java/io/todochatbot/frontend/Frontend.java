package io.todochatbot.frontend;

import io.javalin.Javalin;
import io.todochatbot.frontend.access.BrowserGuard;
import io.todochatbot.frontend.access.Sessions;
import io.todochatbot.frontend.access.SignIn;
import io.todochatbot.frontend.analytics.AnalyticsRoutes;
import io.todochatbot.frontend.api.ApiRoutes;
import io.todochatbot.frontend.chat.Chat;
import io.todochatbot.frontend.chat.ChatRoutes;
import io.todochatbot.frontend.chat.Transcripts;
import io.todochatbot.frontend.home.HomeRoutes;
import io.todochatbot.frontend.home.LoginNotice;
import io.todochatbot.frontend.live.Live;
import io.todochatbot.frontend.live.LiveRoutes;
import io.todochatbot.frontend.page.Assets;
import io.todochatbot.frontend.page.PageErrors;
import io.todochatbot.frontend.page.Pages;
import io.todochatbot.frontend.page.SecurityHeaders;
import io.todochatbot.frontend.peer.Peer;
import io.todochatbot.frontend.task.TaskRoutes;
import io.todochatbot.frontend.task.Tasks;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.Service;
import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.SdkDapr;
import io.todochatbot.todo.event.Topic;
import io.todochatbot.todo.web.AppToken;
import io.todochatbot.todo.web.Health;
import io.todochatbot.todo.web.Topics;
import io.todochatbot.todo.web.WebServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The frontend service: serves the page, calls the other services through Dapr's service invocation
 * only, and pushes what it hears on the topics to the open pages.
 */
public final class Frontend implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final WebServer server;
  private final Live live;
  private final ApiRoutes api;
  private final Dapr dapr;

  private Frontend(WebServer server, Live live, ApiRoutes api, Dapr dapr) {
    this.server = server;
    this.live = live;
    this.api = api;
    this.dapr = dapr;
  }

  /** Runs the service until it is told to stop. */
  public static void main(String[] args) {
    Service.run(Frontend::start);
  }

  /** Starts the service; its sidecar and the other services may come up later. */
  public static Frontend start(Environment environment) {
    return start(environment, new SdkDapr(environment.sidecar()), Clock.system(environment.zone()));
  }

  /** As {@link #start(Environment)}, on this gateway, which is closed with the service. */
  static Frontend start(Environment environment, Dapr dapr, Clock clock) {
    Live live = new Live(HEARTBEAT);
    SignIn signIn = new SignIn(environment.signInToken(), new Sessions(dapr));
    ApiRoutes api = new ApiRoutes(environment, signIn);
    WebServer server = new WebServer(new Health(Map.of("sidecar", dapr::check)));
    Frontend frontend = new Frontend(server, live, api, dapr);
    try {
      guard(server.routes(), environment);
      topics(server.routes(), environment, live);
      pages(server.routes(), environment, signIn, dapr, clock);
      new LiveRoutes(live, signIn).register(server.routes());
      api.register(server.routes());
      server.start(environment.web().address(), environment.web().port());
      return frontend;
    } catch (RuntimeException e) {
      frontend.close();
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Lets the open pages go and takes no more requests. */
  @Override
  public void close() {
    live.close();
    server.close();
    api.close();
    dapr.close();
  }

  private static void guard(Javalin app, Environment environment) {
    BrowserGuard guard = new BrowserGuard(environment.web().address());
    app.before(SecurityHeaders::add);
    app.before(guard::check);
  }

  private static void topics(Javalin app, Environment environment, Live live) {
    new Topics(environment.sidecar().pubsub(), new AppToken(environment.web().appToken()))
        .on(Topic.TODO_EVENTS, live::tell)
        .on(Topic.CHAT_EVENTS, live::tell)
        .register(app);
  }

  private static void pages(
      Javalin app, Environment environment, SignIn signIn, Dapr dapr, Clock clock) {
    Pages pages = new Pages(new Assets());
    PageErrors errors = new PageErrors(pages);
    Peer backend = new Peer(dapr, environment.peers().backend());
    Peer analytics = new Peer(dapr, environment.peers().analytics());
    TaskRoutes tasks = new TaskRoutes(new Tasks(backend), signIn, pages, clock);
    pages.assets().register(app);
    tasks.register(app, errors);
    Transcripts transcripts = new Transcripts(dapr);
    new ChatRoutes(new Chat(backend), transcripts, signIn, pages).register(app, errors);
    new AnalyticsRoutes(analytics, signIn, pages).register(app, errors);
    new HomeRoutes(signIn, new LoginNotice(backend), tasks, transcripts, pages)
        .register(app, errors);
  }
}
