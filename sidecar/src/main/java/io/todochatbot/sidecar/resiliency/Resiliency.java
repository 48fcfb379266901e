package io.todochatbot.sidecar.resiliency;

import io.todochatbot.resources.Resiliency.CircuitBreaker;
import io.todochatbot.resources.Resiliency.Names;
import io.todochatbot.resources.Resiliency.Retry;
import io.todochatbot.sidecar.metrics.ResiliencyMetrics;
import io.todochatbot.sidecar.metrics.ResiliencyMetrics.Part;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the policy for each call, and keeps the circuit breakers. Nothing of the library behind it
 * is loaded while no policy is in effect. Safe for concurrent use.
 *
 * <p>Unlike daprd's, the breakers of a component's two directions are apart: an application that
 * refuses events doesn't keep itself from publishing.
 */
public final class Resiliency {
  /**
   * The retries that Dapr makes by itself.
   *
   * @param max how often after the first time
   * @param pause how long before each
   */
  public record BuiltIn(int max, Duration pause) {}

  private final Rules rules;
  private final boolean empty;
  private final Clock clock;
  private final Log log;
  private final ResiliencyMetrics metrics;
  private final Map<String, Trip> trips;
  private final Map<String, Breakers> appBreakers = new ConcurrentHashMap<>();
  private final Map<String, Breaker> componentBreakers = new ConcurrentHashMap<>();

  private Resiliency(
      Rules rules,
      boolean empty,
      Clock clock,
      ResiliencyMetrics metrics,
      Log log,
      Map<String, Trip> trips) {
    this.rules = rules;
    this.empty = empty;
    this.clock = clock;
    this.metrics = metrics;
    this.log = log;
    this.trips = trips;
  }

  /**
   * Puts together what {@code resources} say.
   *
   * @param resources those visible to the application
   * @param clock measures pauses, time limits and the times of circuit breakers
   */
  public static Resiliency of(
      List<io.todochatbot.resources.Resiliency> resources,
      Clock clock,
      ResiliencyMetrics metrics,
      Log log) {
    Rules rules = new Rules(log);
    Map<String, Trip> trips = new HashMap<>();
    for (io.todochatbot.resources.Resiliency resource : resources) {
      log.info("Loading Resiliency configuration: " + resource.name());
      rules.add(resource);
      metrics.loaded(resource.name(), resource.metadata().namespace());
      resource
          .spec()
          .policies()
          .circuitBreakers()
          .forEach((name, breaker) -> trips.put(name, trip(resource.name(), name, breaker, log)));
    }
    return new Resiliency(rules, resources.isEmpty(), clock, metrics, log, Map.copyOf(trips));
  }

  /** The one policy in effect for a call. */
  public Policy policy(Target target) {
    if (empty) {
      return Policy.NONE;
    }
    Names names = rules.policies(target);
    Optional<Duration> timeout = rules.timeout(names.timeout());
    Optional<Retry> retry = rules.retry(names.retry());
    Optional<CircuitBreaker> breaker = rules.breaker(names.circuitBreaker());
    if (timeout.isEmpty() && retry.isEmpty() && breaker.isEmpty()) {
      return Policy.NONE;
    }
    Meter meter = new Meter(metrics, rules.about(target));
    return new Effective(
        timeout.map(limit -> new TimeLimit(limit, clock, () -> meter.activated(Part.TIMEOUT))),
        breaker.map(settings -> breaker(target, names.circuitBreaker(), settings)),
        retry.map(
            settings ->
                new Retrying(
                    name(target), settings, clock, () -> meter.activated(Part.RETRY), log)),
        meter);
  }

  /**
   * What is tried again by itself when the sidecar of {@code target} can't be reached: nothing if a
   * policy retries already, or a resource names the application without saying so.
   */
  public BuiltIn serviceRetries(Target.App target) {
    if (rules.names(target.id()) || policy(target).retries()) {
      return new BuiltIn(0, Duration.ZERO);
    }
    Retry retry = rules.retry(Rules.SERVICE_RETRIES).orElseThrow();
    return new BuiltIn(retry.maxRetries(), retry.duration());
  }

  private Breaker breaker(Target target, String policy, CircuitBreaker settings) {
    Trip trip = trips.getOrDefault(policy, Trip.BUILT_IN);
    return switch (target) {
      case Target.App(String id, String method) ->
          appBreakers
              .computeIfAbsent(id, app -> new Breakers(rules.breakersOf(app)))
              .get(id + ":" + method, name -> new Breaker(name, settings, trip, clock, log));
      case Target.ComponentOut(String component, String kind) ->
          componentBreakers.computeIfAbsent(
              name(target),
              key -> new Breaker(policy + "-" + component, settings, trip, clock, log));
      case Target.ComponentIn(String component, String kind) ->
          componentBreakers.computeIfAbsent(
              name(target),
              key -> new Breaker(policy + "-" + component, settings, trip, clock, log));
    };
  }

  /** The target as daprd's log names it. */
  private static String name(Target target) {
    return switch (target) {
      case Target.App(String id, String method) ->
          "endpoint[" + id + ", " + id + ":" + method + "]";
      case Target.ComponentOut(String name, String kind) -> "component[" + name + "] output";
      case Target.ComponentIn(String name, String kind) -> "component[" + name + "] input";
    };
  }

  private static Trip trip(String resource, String name, CircuitBreaker breaker, Log log) {
    return Trip.of(
        breaker.trip(),
        malformed ->
            log.error(
                "Could not read resiliency policy "
                    + resource
                    + ": "
                    + breaker.location()
                    + ": circuit breaker "
                    + name
                    + " never opens, since its trip \""
                    + breaker.trip()
                    + "\" is no CEL: "
                    + malformed.getMessage()));
  }
}
