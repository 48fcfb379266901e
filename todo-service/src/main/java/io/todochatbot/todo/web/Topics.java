package io.todochatbot.todo.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.EventJson;
import io.todochatbot.todo.event.Topic;
import io.todochatbot.todo.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics a service subscribes to in Dapr's programmatic way: {@code GET /dapr/subscribe} lists
 * them, and each has a route that answers SUCCESS, RETRY or DROP.
 */
public final class Topics {
  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private final String pubsub;
  private final AppToken token;
  private final List<Subscription> subscriptions = new ArrayList<>();

  /** What became of a delivered event. */
  public enum Outcome {
    /** Handled: it won't come again. */
    SUCCESS,
    /** Not now: deliver it again. */
    RETRY,
    /** Never: drop it, or take it to the dead letters. */
    DROP
  }

  /** Handles the events of one topic. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Handles one event, which may come more than once.
     *
     * @throws Exception to have it delivered again
     */
    Outcome handle(Envelope event) throws Exception;
  }

  private record Subscription(Topic topic, String route, Handler handler) {}

  /** Subscriptions on one pub/sub component. */
  public Topics(String pubsub, AppToken token) {
    this.pubsub = pubsub;
    this.token = token;
  }

  /** Subscribes to a topic; its events come to the route {@code /events/<topic>}. */
  public Topics on(Topic topic, Handler handler) {
    subscriptions.add(new Subscription(topic, "/events/" + topic.title(), handler));
    return this;
  }

  /** Adds the routes to a server. */
  public void register(Javalin app) {
    app.get("/dapr/subscribe", this::list);
    for (Subscription subscription : subscriptions) {
      app.post(subscription.route(), ctx -> deliver(ctx, subscription));
    }
  }

  private void list(Context ctx) {
    token.require(ctx);
    ctx.json(
        subscriptions.stream()
            .map(s -> Map.of("pubsubname", pubsub, "topic", s.topic().title(), "route", s.route()))
            .toList());
  }

  private void deliver(Context ctx, Subscription subscription) {
    token.require(ctx);
    ctx.json(Map.of("status", handle(JsonBody.text(ctx), subscription).name()));
  }

  private static Outcome handle(String body, Subscription subscription) {
    Envelope event;
    try {
      event = EventJson.readDelivered(body);
    } catch (Json.BadJson e) {
      LOG.warn("Dropped an event of {}: {}", subscription.topic().title(), e.getMessage());
      return Outcome.DROP;
    }
    try {
      return subscription.handler().handle(event);
    } catch (Exception e) {
      LOG.warn("Event {} will be delivered again: {}", event.eventId(), e.toString());
      return Outcome.RETRY;
    }
  }
}
