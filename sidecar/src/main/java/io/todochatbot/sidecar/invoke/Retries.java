package io.todochatbot.sidecar.invoke;

import io.todochatbot.sidecar.peer.CallFailure;
import io.todochatbot.sidecar.peer.Outcome;
import io.todochatbot.sidecar.peer.Peers;
import io.todochatbot.sidecar.peer.Target;
import io.todochatbot.spi.Clock;
import java.time.Duration;
import java.util.function.Function;

/**
 * Tries another time when the sidecar of the application can't be reached; never because of what
 * the application answers, and never with a body that has gone already.
 *
 * @param max how often after the first time; negative for no end
 * @param pause how long before the same address is tried again; another one is tried at once
 * @param clock on which to pause
 */
record Retries(int max, Duration pause, Clock clock) {
  /** The sidecar could not be reached however often it was tried. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Calls the sidecar of {@code target}.
   *
   * @param caller the id of the application on whose behalf
   * @param repeatable whether the call can be made again
   * @throws Exhausted if no sidecar can be reached
   * @throws CallFailure if the other sidecar refuses
   */
  Outcome run(
      String caller,
      Target target,
      Peers peers,
      boolean repeatable,
      Function<String, Outcome> call) {
    String last = "";
    for (int attempt = 1; ; attempt++) {
      String address = peers.find(target.appId(), target.namespace());
      if (address.equals(last)) {
        rest();
      }
      try {
        return call.apply(address);
      } catch (CallFailure e) {
        if (!e.unavailable()) {
          throw e;
        }
        peers.forget(target.appId(), target.namespace());
        if (!repeatable || (max >= 0 && attempt > max) || Thread.currentThread().isInterrupted()) {
          throw exhausted(caller, target, address, attempt, e);
        }
      }
      last = address;
    }
  }

  private static Exhausted exhausted(
      String caller, Target target, String address, int attempts, CallFailure cause) {
    return new Exhausted(
        "failed to invoke target "
            + target.appId()
            + " after "
            + (attempts - 1)
            + " retries. Error: "
            + cause.getMessage()
            + " (hop: sidecar of "
            + caller
            + " to sidecar of "
            + target.appId()
            + " at "
            + address
            + ", attempts: "
            + attempts
            + ")",
        cause);
  }

  private void rest() {
    try {
      clock.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
