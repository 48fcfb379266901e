package io.todochatbot.sidecar;

/** A sidecar that can't start or had to end; the message says why, in daprd's words. */
public final class SidecarFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what went wrong. */
  public SidecarFailure(String message) {
    super(message);
  }

  /** Says what went wrong, and what caused it. */
  public SidecarFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
