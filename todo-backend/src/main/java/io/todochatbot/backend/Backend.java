package io.todochatbot.backend;

import io.javalin.Javalin;
import io.todochatbot.backend.account.Access;
import io.todochatbot.backend.account.Account;
import io.todochatbot.backend.account.Sessions;
import io.todochatbot.backend.chat.Chat;
import io.todochatbot.backend.chat.ChatRoutes;
import io.todochatbot.backend.outbox.Relay;
import io.todochatbot.backend.store.Database;
import io.todochatbot.backend.store.StorageFailure;
import io.todochatbot.backend.task.Refusal;
import io.todochatbot.backend.task.TaskRoutes;
import io.todochatbot.backend.task.Tasks;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.Service;
import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.SdkDapr;
import io.todochatbot.todo.web.AppToken;
import io.todochatbot.todo.web.Health;
import io.todochatbot.todo.web.Problem;
import io.todochatbot.todo.web.WebServer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The backend service: tasks, chat and their events. It listens at once and is ready when its
 * sidecar is.
 */
public final class Backend implements AutoCloseable {
  private static final String APP_ID = "todo-chatbot-backend";
  private static final String DATABASE = "backend.db";

  private final Dapr dapr;
  private final Database database;
  private final WebServer server;
  private final SidecarLink link;
  private final AtomicReference<@Nullable Relay> relay = new AtomicReference<>();

  private Backend(Environment environment, Dapr dapr, Clock clock) {
    this.dapr = dapr;
    Semaphore news = new Semaphore(0);
    this.database = Database.open(environment.dataDir().resolve(DATABASE), news::release);
    Sessions sessions = new Sessions(dapr, clock);
    this.link =
        new SidecarLink(
            dapr,
            secret -> {
              sessions.unlock(secret);
              relay.set(new Relay(database.outbox(), dapr, news));
            });
    this.server = new WebServer(health());
    handleProblems();
    addRoutes(environment, sessions, clock);
  }

  private void addRoutes(Environment environment, Sessions sessions, Clock clock) {
    AppToken appToken = new AppToken(environment.web().appToken());
    Access access = new Access(environment.signInToken(), appToken, sessions);
    Tasks tasks = new Tasks(database.tasks(), clock);
    Chat chat = new Chat(tasks, dapr, database.conversations(), clock);
    Javalin routes = server.routes();
    new TaskRoutes(tasks, access::caller, clock.withZone(environment.zone())).register(routes);
    new ChatRoutes(chat, access::caller, environment.zone()).register(routes);
    new Account(access, sessions, database.users(), clock).register(routes);
    routes.get("/api/about", ctx -> ctx.json(about(environment.sidecar())));
  }

  /**
   * Starts the service with the sidecar that the environment names.
   *
   * @throws StorageFailure if its database can't be used
   */
  public static Backend start(Environment environment) {
    return start(environment, new SdkDapr(environment.sidecar()), Clock.systemUTC());
  }

  static Backend start(Environment environment, Dapr dapr, Clock clock) {
    Backend backend = new Backend(environment, dapr, clock);
    try {
      backend.server.start(environment.web().address(), environment.web().port());
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
    backend.link.start();
    return backend;
  }

  /** Runs the service as a process of its own. */
  public static void main(String[] args) {
    Service.run(Backend::start);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  private Health health() {
    Map<String, Health.Check> checks = new LinkedHashMap<>();
    checks.put("database", database::check);
    checks.put("sidecar", dapr::check);
    checks.put("secret", link::check);
    return new Health(checks);
  }

  private About about(Environment.Sidecar sidecar) {
    return new About(
        sidecar.appIdOr(APP_ID),
        sidecar.configuration(),
        sidecar.stateStore(),
        sidecar.pubsub(),
        sidecar.secretStore(),
        database.outbox().waiting());
  }

  private void handleProblems() {
    server.refuse(
        Refusal.class,
        e ->
            switch (e.reason()) {
              case BAD_VALUE -> new Problem(400, String.valueOf(e.getMessage()));
              case NOT_FOUND -> new Problem(404, String.valueOf(e.getMessage()));
            });
    server.refuse(
        StorageFailure.class,
        e ->
            switch (e.kind()) {
              case FULL -> new Problem(507, String.valueOf(e.getMessage()), e);
              case LOCKED, BROKEN -> new Problem(503, String.valueOf(e.getMessage()), e);
            });
  }

  /** Takes no more requests, finishes the event under way, closes the database. */
  @Override
  public void close() {
    server.close();
    link.close();
    Relay running = relay.get();
    if (running != null) {
      running.close();
    }
    database.close();
    dapr.close();
  }
}
