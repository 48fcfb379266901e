package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.resiliency.Policy;
import java.util.function.Function;
import java.util.function.Supplier;

/** Decides how often a delivery is attempted before the message goes back to the component. */
@FunctionalInterface
public interface DeliveryPolicy {
  /** One attempt, the component redelivers. */
  DeliveryPolicy ONCE = (pubsub, attempt) -> attempt.get();

  /** Attempts as often as the policy of the component says. */
  static DeliveryPolicy of(Function<String, Policy> policies) {
    return new PolicedDelivery(policies);
  }

  /**
   * Makes attempts and returns the last one's verdict; attempts again only after a {@link
   * Verdict.Kind#RETRY}.
   *
   * @param pubsub the component's name, by which policies are found
   */
  Verdict run(String pubsub, Supplier<Verdict> attempt);
}
