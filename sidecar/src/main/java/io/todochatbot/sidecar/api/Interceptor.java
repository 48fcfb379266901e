package io.todochatbot.sidecar.api;

import java.util.function.Supplier;

/** Wraps every operation: token, allow list, metrics, API log. */
public interface Interceptor {
  /** Does its part and answers what {@code next} answers, or throws a {@link DaprError}. */
  <R> R around(Operation<?, R> operation, Call call, Supplier<R> next);
}
