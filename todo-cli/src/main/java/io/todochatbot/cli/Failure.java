package io.todochatbot.cli;

/** Something a person can mend: its message says what is wrong and what to do, in one line. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with the line that the person sees. */
  public Failure(String message) {
    super(message);
  }

  /** A failure with its cause, which only the log shows. */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
