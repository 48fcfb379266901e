package io.todochatbot.sidecar.stream;

/** A body is longer than {@code --max-body-size}; the message is daprd's. */
public final class BodyTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With daprd's message. */
  public BodyTooLarge() {
    super("stream too large", null, false, false);
  }

  /** The message, never null. */
  @Override
  public String getMessage() {
    return "stream too large";
  }
}
