package io.todochatbot.sidecar.resiliency;

import io.todochatbot.resources.Location;
import io.todochatbot.resources.Resiliency.App;
import io.todochatbot.resources.Resiliency.CircuitBreaker;
import io.todochatbot.resources.Resiliency.ComponentTarget;
import io.todochatbot.resources.Resiliency.Growth;
import io.todochatbot.resources.Resiliency.Matching;
import io.todochatbot.resources.Resiliency.Names;
import io.todochatbot.resources.Resiliency.Policies;
import io.todochatbot.resources.Resiliency.Retry;
import io.todochatbot.resources.Resiliency.Targets;
import io.todochatbot.sidecar.metrics.ResiliencyMetrics.About;
import io.todochatbot.sidecar.telemetry.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all Resiliency resources say together; of two that say the same thing the later counts. */
final class Rules {
  static final String SERVICE_RETRIES = "DaprBuiltInServiceRetries";
  private static final int LEAST_BUILT_IN = 3;

  /** Which daprd lets users change, though not to fewer than three retries. */
  private static final Set<String> BUILT_IN =
      Set.of(
          SERVICE_RETRIES,
          "DaprBuiltInActorRetries",
          "DaprBuiltInActorReminderRetries",
          "DaprBuiltInInitializationRetries");

  private static final String PROTECTED = "DaprBuiltInActorNotFoundRetries";

  private final Map<String, Duration> timeouts = new HashMap<>();
  private final Map<String, Retry> retries = new HashMap<>();
  private final Map<String, CircuitBreaker> breakers = new HashMap<>();
  private final Map<String, App> apps = new HashMap<>();
  private final Map<String, ComponentTarget> components = new HashMap<>();
  private final Log log;
  private String name = "";
  private String namespace = "";

  Rules(Log log) {
    this.log = log;
    retries.put(
        SERVICE_RETRIES,
        new Retry(
            Growth.CONSTANT,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            LEAST_BUILT_IN,
            new Matching(Optional.empty(), Optional.empty()),
            new Location("", 0)));
  }

  void add(io.todochatbot.resources.Resiliency resource) {
    name = resource.name();
    namespace = resource.metadata().namespace();
    Policies policies = resource.spec().policies();
    timeouts.putAll(policies.timeouts());
    policies.retries().forEach(this::add);
    breakers.putAll(policies.circuitBreakers());
    Targets targets = resource.spec().targets();
    apps.putAll(targets.apps());
    components.putAll(targets.components());
  }

  private void add(String name, Retry retry) {
    if (name.equals(PROTECTED)) {
      log.warn(
          "Attempted to override protected policy "
              + name
              + " which is not allowed. Ignoring provided policy and using default.");
    } else if (BUILT_IN.contains(name) && retry.maxRetries() < LEAST_BUILT_IN) {
      log.warn(
          "Attempted override of "
              + name
              + " did not meet minimum retry count, resetting to "
              + LEAST_BUILT_IN
              + ".");
      retries.put(
          name,
          new Retry(
              retry.policy(),
              retry.duration(),
              retry.maxInterval(),
              LEAST_BUILT_IN,
              retry.matching(),
              retry.location()));
    } else {
      retries.put(name, retry);
    }
  }

  /** Whether a resource names the application as a target. */
  boolean names(String appId) {
    return apps.containsKey(appId);
  }

  Optional<Duration> timeout(String name) {
    return Optional.ofNullable(timeouts.get(name)).filter(Duration::isPositive);
  }

  /** A target as metrics name it. All resources together have the name of the last, as in daprd. */
  About about(Target target) {
    return switch (target) {
      case Target.App(String id, String method) -> new About(name, namespace, false, "app_" + id);
      case Target.ComponentOut(String component, String kind) ->
          new About(name, namespace, false, kind + "_" + component);
      case Target.ComponentIn(String component, String kind) ->
          new About(name, namespace, true, kind + "_" + component);
    };
  }

  Optional<Retry> retry(String name) {
    return Optional.ofNullable(retries.get(name));
  }

  Optional<CircuitBreaker> breaker(String name) {
    return Optional.ofNullable(breakers.get(name));
  }

  Map<String, CircuitBreaker> breakers() {
    return Map.copyOf(breakers);
  }

  /** How many circuit breakers are kept for the methods of an application. */
  int breakersOf(String appId) {
    int most = Optional.ofNullable(apps.get(appId)).map(App::circuitBreakerCacheSize).orElse(0);
    return most > 0 ? most : 100;
  }

  /** The names of the policies for a target: its own, or the default ones of its kind. */
  Names policies(Target target) {
    return switch (target) {
      case Target.App(String id, String method) ->
          Optional.ofNullable(apps.get(id))
              .map(app -> new Names(app.timeout(), app.retry(), app.circuitBreaker()))
              .orElseGet(() -> defaults(List.of("App")));
      case Target.ComponentOut(String name, String kind) ->
          Optional.ofNullable(components.get(name))
              .map(ComponentTarget::outbound)
              .orElseGet(() -> componentDefaults(kind, "Outbound"));
      case Target.ComponentIn(String name, String kind) ->
          Optional.ofNullable(components.get(name))
              .map(ComponentTarget::inbound)
              .orElseGet(() -> componentDefaults(kind, "Inbound"));
    };
  }

  private Names componentDefaults(String kind, String direction) {
    return defaults(List.of(kind + "Component" + direction, "Component" + direction, "Component"));
  }

  private Names defaults(List<String> levels) {
    return new Names(
        first(levels, "TimeoutPolicy", timeouts.keySet()),
        first(levels, "RetryPolicy", retries.keySet()),
        first(levels, "CircuitBreakerPolicy", breakers.keySet()));
  }

  private static String first(List<String> levels, String ending, Set<String> known) {
    for (String level : levels) {
      String name = "Default" + level + ending;
      if (known.contains(name)) {
        return name;
      }
    }
    String general = "Default" + ending;
    return known.contains(general) ? general : "";
  }
}
