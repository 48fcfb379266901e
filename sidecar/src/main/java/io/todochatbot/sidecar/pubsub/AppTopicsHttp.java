package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppReply;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks an application that speaks HTTP: {@code GET /dapr/subscribe}. */
final class AppTopicsHttp implements AppTopics {
  private static final String STRUCT = "SubscriptionJSON";

  private final AppChannel.Http app;
  private final String appId;
  private final Log log;

  AppTopicsHttp(AppChannel.Http app, String appId, Log log) {
    this.app = app;
    this.appId = appId;
    this.log = log;
  }

  @Override
  public List<SubscriptionInfo> ask() throws Unanswered {
    AppReply reply;
    byte[] body;
    try {
      reply = app.send(request());
      body = reply.body().readAll();
    } catch (AppUnreachable | java.io.UncheckedIOException e) {
      throw new Unanswered(Brokers.words(e));
    }
    if (reply.status() == 404) {
      log.debug("user app did not subscribe to any topic");
      return List.of();
    }
    if (reply.status() != 200) {
      log.error("app returned http status code " + reply.status() + " from subscription endpoint");
      return List.of();
    }
    return parse(body);
  }

  private AppRequest request() {
    return new AppRequest(
        "GET",
        "dapr/subscribe",
        "",
        List.of(Map.entry("content-type", ContentTypes.JSON), Map.entry("dapr-app-id", appId)),
        Body.empty(),
        Trace.NONE);
  }

  private List<SubscriptionInfo> parse(byte[] body) throws Unanswered {
    if (body.length == 0) {
      return List.of();
    }
    try {
      JsonNode root = Json.parse(body, "");
      if (root.isNull()) {
        return List.of();
      }
      if (!root.isArray()) {
        throw GoFields.wrong(root, "value of type []pubsub." + STRUCT);
      }
      List<SubscriptionInfo> found = new ArrayList<>();
      for (JsonNode node : root) {
        SubscriptionInfo subscription =
            subscription(new GoFields(node, STRUCT, "pubsub." + STRUCT));
        if (subscription.rules().isEmpty()) {
          log.warn(
              "topic "
                  + subscription.topic()
                  + " has an empty routes. removing from subscriptions list");
        } else {
          found.add(subscription);
        }
      }
      return found;
    } catch (IllegalArgumentException e) {
      throw new Unanswered(Brokers.words(e));
    } catch (DaprError e) {
      throw new Unanswered(GoJson.complaint(body).orElse(e.getMessage()));
    }
  }

  private static SubscriptionInfo subscription(GoFields fields) {
    return new SubscriptionInfo(
        fields.text("pubsubname"),
        fields.text("topic"),
        rules(fields),
        fields.text("deadLetterTopic"),
        fields.texts("metadata").orElse(Map.of()),
        bulk(fields.find("bulkSubscribe")),
        SubscriptionInfo.Type.PROGRAMMATIC);
  }

  private static List<SubscriptionInfo.Rule> rules(GoFields fields) {
    List<SubscriptionInfo.Rule> rules = new ArrayList<>();
    String byDefault = "";
    Optional<JsonNode> routes = fields.find("routes");
    if (routes.isPresent()) {
      GoFields given = new GoFields(routes.get(), "RoutesJSON", "pubsub.RoutesJSON");
      byDefault = given.text("default");
      for (JsonNode node : given.find("rules").map(List::of).orElse(List.of())) {
        for (JsonNode one : node) {
          GoFields rule = new GoFields(one, "RuleJSON", "pubsub.RuleJSON");
          rules.add(new SubscriptionInfo.Rule(rule.text("match"), rule.text("path")));
        }
      }
    }
    String last = byDefault.isEmpty() ? fields.text("route") : byDefault;
    if (!last.isEmpty()) {
      rules.add(new SubscriptionInfo.Rule("", last));
    }
    return rules;
  }

  private static SubscriptionInfo.Bulk bulk(Optional<JsonNode> node) {
    if (node.isEmpty()) {
      return SubscriptionInfo.Bulk.OFF;
    }
    GoFields bulk = new GoFields(node.get(), "BulkSubscribeJSON", "pubsub.BulkSubscribeJSON");
    return new SubscriptionInfo.Bulk(
        bulk.flag("enabled"), bulk.number("maxMessagesCount"), bulk.number("maxAwaitDurationMs"));
  }
}
