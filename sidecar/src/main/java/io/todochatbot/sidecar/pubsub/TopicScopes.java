package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.component.Loaded;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which topics of a component an application may publish to and subscribe to, by the component's
 * metadata (https://docs.dapr.io/developing-applications/building-blocks/pubsub/pubsub-scopes/).
 *
 * @param allowed every topic there may be; empty for all
 * @param guarded the protected topics, open only to those whom a scope names
 * @param publishing what this application may publish to; empty for all that are not protected
 * @param subscribing what this application may subscribe to; empty likewise
 */
record TopicScopes(
    Set<String> allowed, Set<String> guarded, Set<String> publishing, Set<String> subscribing) {
  /** Copies the sets. */
  TopicScopes {
    allowed = Set.copyOf(allowed);
    guarded = Set.copyOf(guarded);
    publishing = Set.copyOf(publishing);
    subscribing = Set.copyOf(subscribing);
  }

  static TopicScopes of(Loaded component, String appId) {
    return new TopicScopes(
        list(component.setting("allowedTopics").orElse("")),
        list(component.setting("protectedTopics").orElse("")),
        scope(component.setting("publishingScopes").orElse(""), appId),
        scope(component.setting("subscriptionScopes").orElse(""), appId));
  }

  boolean mayPublish(String topic) {
    return may(topic, publishing);
  }

  boolean maySubscribe(String topic) {
    return may(topic, subscribing);
  }

  private boolean may(String topic, Set<String> scope) {
    if (!allowed.isEmpty() && !allowed.contains(topic)) {
      return false;
    }
    return scope.isEmpty() ? !guarded.contains(topic) : scope.contains(topic);
  }

  private static Set<String> list(String topics) {
    return topics.isEmpty() ? Set.of() : split(topics).collect(Collectors.toSet());
  }

  /** {@code app1=topic1,topic2;app2=}: an app with nothing behind its sign gets the empty topic. */
  private static Set<String> scope(String scopes, String appId) {
    return Arrays.stream(scopes.replace(" ", "").split(";", -1))
        .map(app -> app.split("=", -1))
        .filter(app -> app.length >= 2 && app[0].equals(appId))
        .flatMap(app -> split(app[1]))
        .collect(Collectors.toSet());
  }

  private static Stream<String> split(String topics) {
    return Arrays.stream(topics.replace(" ", "").split(",", -1));
  }
}
