package io.todochatbot.backend.store;

/** The database could not do what was asked; nothing of it was done. */
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** Why. */
  public enum Kind {
    /** No room on the disk. */
    FULL,
    /** Another program holds the database for too long. */
    LOCKED,
    /** Anything else. */
    BROKEN
  }

  StorageFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
