package io.todochatbot.sidecar.peer;

/** Who answers a call: this sidecar's application, or another sidecar for its own. */
@FunctionalInterface
public interface Callee {
  /**
   * Makes the call and returns once the head of the answer is there.
   *
   * @throws CallFailure if the call is refused or can't be carried out
   */
  Outcome call(Invocation invocation);
}
