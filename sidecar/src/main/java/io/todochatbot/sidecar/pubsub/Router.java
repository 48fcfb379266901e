package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the path of an event. Nothing of CEL is loaded unless a rule has an expression. */
final class Router {
  private final List<Compiled> rules;

  private Router(List<Compiled> rules) {
    this.rules = rules;
  }

  /**
   * Compiles the rules of a subscription.
   *
   * @throws BadRule if an expression can't be compiled
   */
  static Router compile(List<SubscriptionInfo.Rule> rules) {
    List<Compiled> compiled = new ArrayList<>(rules.size());
    for (SubscriptionInfo.Rule rule : rules) {
      String match = rule.match().strip();
      compiled.add(
          new Compiled(match.isEmpty() ? event -> true : CelMatch.compile(match), rule.path()));
    }
    return new Router(List.copyOf(compiled));
  }

  /**
   * Returns the path of the first rule that matches.
   *
   * @throws BadRule if a rule can't be evaluated for this event
   */
  Optional<String> route(JsonNode event) {
    for (Compiled rule : rules) {
      if (rule.match.matches(event)) {
        return Optional.of(rule.path);
      }
    }
    return Optional.empty();
  }

  /** A rule that can't be compiled or evaluated; the message says where and why. */
  static final class BadRule extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRule(String message) {
      super(message, null, false, false);
    }
  }

  /** Tells whether a rule is meant for an event. */
  @FunctionalInterface
  interface Match {
    boolean matches(JsonNode event);
  }

  private record Compiled(Match match, String path) {}
}
