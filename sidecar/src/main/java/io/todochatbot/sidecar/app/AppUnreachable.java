package io.todochatbot.sidecar.app;

/** The application can't be reached, or the connection to it broke off. */
public final class AppUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says where it was looked for and what went wrong. */
  public AppUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
