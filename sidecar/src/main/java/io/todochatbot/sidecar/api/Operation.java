package io.todochatbot.sidecar.api;

/**
 * One thing an application may ask of its sidecar, on whatever wire.
 *
 * @param name the name used in metrics, traces and logs, such as {@code GetState}
 * @param group its group in Dapr's allow and deny lists
 * @param exempt whether it needs no API token (the health checks)
 * @param handler what it does
 */
public record Operation<Q, R>(String name, ApiGroup group, boolean exempt, Handler<Q, R> handler) {
  /** An operation that needs the API token, if one is set. */
  public Operation(String name, ApiGroup group, Handler<Q, R> handler) {
    this(name, group, false, handler);
  }

  /** What an operation does. */
  @FunctionalInterface
  public interface Handler<Q, R> {
    /**
     * Answers a request; may block.
     *
     * @throws DaprError if the answer is a refusal
     */
    R handle(Call call, Q request);
  }
}
