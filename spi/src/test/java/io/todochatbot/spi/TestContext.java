package io.todochatbot.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A component's surroundings in a test, with a clock that the test moves. */
public final class TestContext {
  private volatile Instant now = Instant.parse("2026-05-04T10:00:00.250Z");

  /** Returns a context for the application {@code app1}. */
  public ComponentContext context() {
    return context("app1");
  }

  /** Returns a context for an application. */
  public ComponentContext context(String appId) {
    return context(appId, "");
  }

  /** Returns a context for an application in a namespace. */
  public ComponentContext context(String appId, String namespace) {
    InstantSource clock = () -> now;
    System.Logger log = System.getLogger("test.component");
    return new ComponentContext("under-test", appId, namespace, "instance", clock, Map.of(), log);
  }

  /** Returns the clock's time. */
  public Instant now() {
    return now;
  }

  /** Lets time pass. */
  public void advance(Duration by) {
    now = now.plus(by);
  }
}
