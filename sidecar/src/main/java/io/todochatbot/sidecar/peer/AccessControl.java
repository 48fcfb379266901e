package io.todochatbot.sidecar.peer;

/** Decides who may call this sidecar's application. */
@FunctionalInterface
public interface AccessControl {
  /** Lets everybody call everything. */
  AccessControl NONE = invocation -> {};

  /**
   * Passes a call that is allowed.
   *
   * @throws CallFailure PERMISSION_DENIED if it is not
   */
  void check(Invocation invocation);
}
