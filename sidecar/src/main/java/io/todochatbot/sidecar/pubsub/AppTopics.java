package io.todochatbot.sidecar.pubsub;

import java.util.List;

/** Asks the application what it wants to receive. */
interface AppTopics {
  /**
   * Asks it.
   *
   * @throws Unanswered if it gives no answer that can be read
   */
  List<SubscriptionInfo> ask() throws Unanswered;

  /** There is no answer; the message, in daprd's words, says why. */
  final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String cause) {
      super("error getting topics from app: " + cause, null, false, false);
    }
  }
}
