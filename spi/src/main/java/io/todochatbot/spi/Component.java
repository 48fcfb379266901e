package io.todochatbot.spi;

/**
 * Something a sidecar reaches on the application's behalf: a store, a broker, a vault.
 *
 * <p>Created once per resource and closed once. Implementations are safe for use by many threads at
 * a time; every call may block, since the sidecar calls from virtual threads.
 */
public interface Component extends AutoCloseable {
  /**
   * Checks that what stands behind this component can be reached.
   *
   * @throws ComponentException if it can't
   */
  default void ping() {}

  /** Releases everything this component holds. Calls under way may fail. */
  @Override
  default void close() {}
}
