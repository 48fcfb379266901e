package io.todochatbot.spi;

import java.time.Duration;

/** Keeps locks that any number of sidecars compete for ({@code lock.*}). */
public interface LockStore extends Component {
  /**
   * Takes a lock, unless somebody holds it: a holder can't take it a second time either.
   *
   * @param resource what is locked
   * @param owner who takes it, and who alone can give it back
   * @param expiry after which it is free again by itself
   * @return whether it was taken
   */
  boolean tryLock(String resource, String owner, Duration expiry);

  /** Gives a lock back. */
  Outcome unlock(String resource, String owner);

  /** What became of an attempt to give a lock back. */
  enum Outcome {
    /** The lock is free. */
    RELEASED,
    /** Nobody held it, perhaps because it has expired. */
    DOES_NOT_EXIST,
    /** Somebody else holds it; nothing has changed. */
    BELONGS_TO_OTHERS
  }
}
