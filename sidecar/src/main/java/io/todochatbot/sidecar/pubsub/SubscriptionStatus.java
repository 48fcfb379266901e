package io.todochatbot.sidecar.pubsub;

import java.util.Locale;

/**
 * Whether a subscription receives messages.
 *
 * @param reason why not, as far as there is more to say; empty otherwise
 */
record SubscriptionStatus(State state, String reason) {
  /** The states. */
  enum State {
    /** Messages are delivered. */
    ACTIVE,
    /** The application is not there yet, or unhealthy. */
    PAUSED,
    /** It failed to start and is tried again. */
    RETRYING,
    /** There is no component of that name. */
    NO_COMPONENT;

    /** As the API spells it. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace("_c", "C");
    }
  }

  static SubscriptionStatus of(State state) {
    return new SubscriptionStatus(state, "");
  }

  /** A subscription and its status. */
  record Of(SubscriptionInfo info, SubscriptionStatus status) {}
}
