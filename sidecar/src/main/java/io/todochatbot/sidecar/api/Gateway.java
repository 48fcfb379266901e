package io.todochatbot.sidecar.api;

import java.util.List;
import java.util.function.Supplier;

/**
 * The one door: every operation, from every wire, passes here and nowhere else.
 *
 * <p>A request is decoded only behind the interceptors, so that a refusal costs no parsing and a
 * bad body is counted like any other failure.
 */
public final class Gateway {
  private final List<Interceptor> interceptors;

  /** A door with these interceptors, the first of them outermost. */
  public Gateway(List<Interceptor> interceptors) {
    this.interceptors = List.copyOf(interceptors);
  }

  /**
   * Binds an operation: composes the interceptors once, so that a call costs no more than they do.
   */
  public <Q, R> Bound<Q, R> bind(Operation<Q, R> operation) {
    Bound<Q, R> bound = (call, request) -> operation.handler().handle(call, request.get());
    for (Interceptor interceptor : interceptors.reversed()) {
      Bound<Q, R> inner = bound;
      bound =
          (call, request) -> interceptor.around(operation, call, () -> inner.run(call, request));
    }
    return bound;
  }

  /**
   * Lets the call pass the interceptors, as if {@code operation} were asked for, and does nothing.
   *
   * @throws DaprError if the call is refused
   */
  public void pass(Operation<?, ?> operation, Call call) {
    bind(new Operation<Call, Boolean>(
            operation.name(), operation.group(), operation.exempt(), (passed, same) -> true))
        .run(call, () -> call);
  }

  /** An operation behind the door. */
  @FunctionalInterface
  public interface Bound<Q, R> {
    /**
     * Lets the call through, decodes the request and answers it.
     *
     * @throws DaprError if the call is refused or the operation fails
     */
    R run(Call call, Supplier<Q> request);
  }
}
