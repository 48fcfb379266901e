package io.todochatbot.sidecar.pubsub;

import com.google.protobuf.Empty;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.DaprAppCallbackProtos.ListTopicSubscriptionsResponse;
import io.dapr.v1.DaprAppCallbackProtos.TopicSubscription;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppFailure;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.ArrayList;
import java.util.List;

/** Asks an application that speaks gRPC: {@code ListTopicSubscriptions}. */
final class AppTopicsGrpc implements AppTopics {
  private final AppChannel.Grpc app;
  private final Log log;

  AppTopicsGrpc(AppChannel.Grpc app, Log log) {
    this.app = app;
    this.log = log;
  }

  @Override
  public List<SubscriptionInfo> ask() throws Unanswered {
    try {
      ListTopicSubscriptionsResponse answer =
          app.call(
              AppCallbackGrpc.getListTopicSubscriptionsMethod(),
              Empty.getDefaultInstance(),
              List.of(),
              Trace.NONE);
      return answer.getSubscriptionsList().stream().map(AppTopicsGrpc::subscription).toList();
    } catch (AppFailure e) {
      if (StatusGrpc.unimplemented(e.status())) {
        log.info("pubsub subscriptions: gRPC app does not implement ListTopicSubscriptions");
        return List.of();
      }
      throw new Unanswered(e.words());
    } catch (AppUnreachable e) {
      throw new Unanswered(Brokers.words(e));
    }
  }

  private static SubscriptionInfo subscription(TopicSubscription given) {
    List<SubscriptionInfo.Rule> rules = new ArrayList<>();
    given
        .getRoutes()
        .getRulesList()
        .forEach(rule -> rules.add(new SubscriptionInfo.Rule(rule.getMatch(), rule.getPath())));
    String byDefault = given.getRoutes().getDefault();
    // unlike HTTP, a gRPC application needs no path
    if (!byDefault.isEmpty() || rules.isEmpty()) {
      rules.add(new SubscriptionInfo.Rule("", byDefault));
    }
    return new SubscriptionInfo(
        given.getPubsubName(),
        given.getTopic(),
        rules,
        given.getDeadLetterTopic(),
        given.getMetadataMap(),
        new SubscriptionInfo.Bulk(
            given.getBulkSubscribe().getEnabled(),
            given.getBulkSubscribe().getMaxMessagesCount(),
            given.getBulkSubscribe().getMaxAwaitDurationMs()),
        SubscriptionInfo.Type.PROGRAMMATIC);
  }
}
