package io.todochatbot.sidecar.pubsub;

import java.util.function.Supplier;

/** Decides how often a delivery is attempted before the message goes back to the component. */
@FunctionalInterface
public interface DeliveryPolicy {
  /** One attempt, the component redelivers. */
  DeliveryPolicy ONCE = (pubsub, attempt) -> attempt.get();

  /**
   * Makes at least one attempt and returns the last one's verdict; attempts again only after a
   * {@link Verdict.Kind#RETRY}.
   *
   * @param pubsub the component's name, by which policies are found
   */
  Verdict run(String pubsub, Supplier<Verdict> attempt);
}
