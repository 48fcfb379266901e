package io.todochatbot.todo.web;

import org.jspecify.annotations.Nullable;

/** A refusal that the caller is told as problem details (RFC 9457). */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  /**
   * A refusal.
   *
   * @param status HTTP status, 400 to 599
   * @param detail what happened and what to do, for a person
   */
  public Problem(int status, String detail) {
    this(status, detail, null);
  }

  /** As {@link #Problem(int, String)}, keeping the cause for the log. */
  public Problem(int status, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What happened and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
