package io.todochatbot.analytics;

import io.todochatbot.analytics.chart.ChartRoutes;
import io.todochatbot.analytics.count.Counters;
import io.todochatbot.analytics.count.CountingSubscriber;
import io.todochatbot.todo.Environment;
import io.todochatbot.todo.Service;
import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.SdkDapr;
import io.todochatbot.todo.event.Topic;
import io.todochatbot.todo.web.AppToken;
import io.todochatbot.todo.web.Health;
import io.todochatbot.todo.web.Topics;
import io.todochatbot.todo.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The analytics service: counts every event of the three topics once, and shows the sums as JSON
 * ({@code GET /api/analytics}) and as a page with charts ({@code GET /analytics}).
 */
public final class Analytics implements AutoCloseable {
  private final WebServer server;
  private final Counters counters;
  private final Dapr dapr;

  private Analytics(WebServer server, Counters counters, Dapr dapr) {
    this.server = server;
    this.counters = counters;
    this.dapr = dapr;
  }

  /** Runs the service until it is told to stop. */
  public static void main(String[] args) {
    Service.run(Analytics::start);
  }

  /**
   * Starts the service; its sidecar may come up later.
   *
   * @throws IOException if the data folder can't be made
   * @throws SQLException if the counts can't be opened
   */
  public static Analytics start(Environment environment) throws IOException, SQLException {
    Dapr dapr = new SdkDapr(environment.sidecar());
    try {
      return start(environment, dapr, Clock.system(environment.zone()));
    } catch (IOException | SQLException | RuntimeException e) {
      dapr.close();
      throw e;
    }
  }

  /** As {@link #start(Environment)}, on this gateway, which is closed with the service. */
  static Analytics start(Environment environment, Dapr dapr, Clock clock)
      throws IOException, SQLException {
    Path folder = Files.createDirectories(environment.dataDir());
    Counters counters = Counters.open(folder.resolve("analytics.db"));
    try {
      WebServer server = server(environment, counters, dapr, clock);
      return new Analytics(server, counters, dapr);
    } catch (RuntimeException e) {
      counters.close();
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests and closes the file; what was acknowledged is in it. */
  @Override
  public void close() throws SQLException {
    server.close();
    try {
      counters.close();
    } finally {
      dapr.close();
    }
  }

  private static WebServer server(
      Environment environment, Counters counters, Dapr dapr, Clock clock) {
    Map<String, Health.Check> needed = new LinkedHashMap<>();
    needed.put("database", counters::check);
    needed.put("sidecar", dapr::check);
    WebServer server = new WebServer(new Health(needed));
    AppToken token = new AppToken(environment.web().appToken());
    CountingSubscriber subscriber = new CountingSubscriber(counters, clock);
    Topics topics = new Topics(environment.sidecar().pubsub(), token);
    for (Topic topic : Topic.values()) {
      topics.on(topic, event -> subscriber.count(topic, event));
    }
    topics.register(server.routes());
    new ChartRoutes(counters, clock, token).register(server.routes());
    return server.start(environment.web().address(), environment.web().port());
  }
}
