package io.todochatbot.todo.dapr;

/**
 * The answer of a service that was called.
 *
 * @param status HTTP status; 200 for every success, as the SDK does not tell them apart; a sidecar
 *     that could not reach the service answers as one, too
 * @param body the body as text; empty if there was none
 */
public record Reply(int status, String body) {

  /** Whether the call did what was asked. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }
}
