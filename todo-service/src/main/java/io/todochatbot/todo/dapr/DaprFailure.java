package io.todochatbot.todo.dapr;

import org.jspecify.annotations.Nullable;

/**
 * The sidecar could not do what was asked: the message names the call, the sidecar and the cause.
 */
public final class DaprFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what failed and, if known, because of what. */
  public DaprFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
