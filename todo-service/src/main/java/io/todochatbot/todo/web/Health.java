package io.todochatbot.todo.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two health routes: {@code GET /healthz} says that the process lives, {@code GET /ready} that
 * what it needs can be reached, else 503 naming what is missing.
 */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private final Map<String, Check> checks;

  /** One thing a service needs. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks whether it is there; returns at once or within about a second.
     *
     * @throws Exception if it is not; the message says why
     */
    void run() throws Exception;
  }

  /** Checks by the name of what they look at, such as {@code database}; run in this order. */
  public Health(Map<String, Check> checks) {
    this.checks = new LinkedHashMap<>(checks);
  }

  void alive(Context ctx) {
    ctx.json(Map.of("status", "alive"));
  }

  void ready(Context ctx) {
    Map<String, String> missing = new LinkedHashMap<>();
    checks.forEach(
        (name, check) -> {
          try {
            check.run();
          } catch (Exception e) {
            LOG.debug("not ready: {}", name, e);
            missing.put(name, e.getMessage() == null ? e.toString() : e.getMessage());
          }
        });
    if (missing.isEmpty()) {
      ctx.json(Map.of("status", "ready"));
    } else {
      ProblemJson.answer(
          ctx,
          503,
          "Not reachable: " + String.join(", ", missing.keySet()),
          Map.of("missing", missing));
    }
  }
}
