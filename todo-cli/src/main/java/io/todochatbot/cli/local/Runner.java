package io.todochatbot.cli.local;

import java.util.function.Consumer;

/** Who calls {@code start}: this JVM, or six processes. */
interface Runner {
  /**
   * Starts a service's sidecar.
   *
   * @return what stops it
   * @throws io.todochatbot.cli.Failure if it can't start
   */
  Part startSidecar(Member member);

  /**
   * Starts a service.
   *
   * @return what stops it
   * @throws io.todochatbot.cli.Failure if it can't start
   */
  Part startService(Member member);

  /** Something running. */
  interface Part {
    /** Stops it in order; comes back when it is stopped. */
    void stop();

    /** Why it ended by itself, empty while it runs. */
    default java.util.Optional<String> ended() {
      return java.util.Optional.empty();
    }

    /**
     * Starts it again from now on whenever it ends by itself, with growing pauses, until it is
     * stopped. What runs in this JVM does not end by itself.
     *
     * @param progress is told in a line that it ended
     */
    default void keepRunning(Consumer<String> progress) {}
  }
}
