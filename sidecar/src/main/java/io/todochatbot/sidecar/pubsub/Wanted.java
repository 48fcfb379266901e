package io.todochatbot.sidecar.pubsub;

import io.todochatbot.resources.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A subscription and its compiled rules, and which of several for one topic counts. */
record Wanted(SubscriptionInfo info, Router router) {
  /**
   * Compiles the rules.
   *
   * @throws Router.BadRule if one can't be compiled
   */
  static Wanted of(SubscriptionInfo info) {
    return new Wanted(info, Router.compile(info.rules()));
  }

  /**
   * Reads a resource.
   *
   * @throws Router.BadRule naming the resource if a rule can't be compiled
   */
  static Wanted of(Subscription resource) {
    Subscription.Spec spec = resource.spec();
    List<SubscriptionInfo.Rule> rules = new ArrayList<>();
    spec.routes()
        .rules()
        .forEach(rule -> rules.add(new SubscriptionInfo.Rule(rule.match(), rule.path())));
    if (!spec.routes().byDefault().isEmpty()) {
      rules.add(new SubscriptionInfo.Rule("", spec.routes().byDefault()));
    }
    SubscriptionInfo info =
        new SubscriptionInfo(
            spec.pubsubname(),
            spec.topic(),
            rules,
            spec.deadLetterTopic(),
            spec.metadata(),
            new SubscriptionInfo.Bulk(
                spec.bulkSubscribe().enabled(),
                spec.bulkSubscribe().maxMessagesCount().orElse(0),
                spec.bulkSubscribe().maxAwaitDurationMs().orElse(0)),
            SubscriptionInfo.Type.DECLARATIVE);
    try {
      return of(info);
    } catch (Router.BadRule e) {
      throw new Router.BadRule(
          resource.location() + ": Subscription " + resource.name() + ": " + Brokers.words(e));
    }
  }

  /**
   * What counts: of the declared ones for one topic the first, of the application's own the last,
   * and those before the declared ones.
   */
  static List<Wanted> effective(List<Wanted> declared, List<Wanted> programmatic) {
    Map<List<String>, Wanted> byTopic = new LinkedHashMap<>();
    declared.forEach(wanted -> byTopic.putIfAbsent(wanted.key(), wanted));
    programmatic.forEach(wanted -> byTopic.put(wanted.key(), wanted));
    return List.copyOf(byTopic.values());
  }

  /** What tells it from others. */
  List<String> key() {
    return List.of(info.pubsub(), info.topic());
  }
}
