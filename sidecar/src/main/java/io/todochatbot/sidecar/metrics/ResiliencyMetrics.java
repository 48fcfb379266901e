package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.List;

/** How often resiliency policies apply and step in. Safe for concurrent use. */
public final class ResiliencyMetrics {
  /** The part of a policy, as the label {@code policy} names it. */
  public enum Part {
    /** The limit of time. */
    TIMEOUT("timeout"),
    /** The retries. */
    RETRY("retry"),
    /** The circuit breaker. */
    CIRCUIT_BREAKER("circuitbreaker");

    private final String label;

    Part(String label) {
      this.label = label;
    }
  }

  /**
   * What a policy is about.
   *
   * @param name the resource that has the policy
   * @param namespace the resource's namespace
   * @param inbound whether it is about calls to the application
   * @param target such as {@code app_orders} or {@code Statestore_tasks}
   */
  public record About(String name, String namespace, boolean inbound, String target) {
    private String direction() {
      return inbound ? "inbound" : "outbound";
    }
  }

  private static final List<String> STATES = List.of("closed", "half-open", "open", "unknown");

  private static final String[] LABELS = {
    "app_id", "flow_direction", "name", "namespace", "policy", "status", "target"
  };

  private final String appId;
  private final Family<CounterDataPoint> loaded;
  private final Family<CounterDataPoint> applied;
  private final Family<CounterDataPoint> activated;
  private final Family<GaugeDataPoint> states;

  ResiliencyMetrics(String appId, Families families) {
    this.appId = appId;
    loaded =
        families.count(
            "resiliency_loaded",
            "Number of resiliency policies loaded.",
            "app_id",
            "name",
            "namespace");
    applied =
        families.count(
            "resiliency_count",
            "Number of times a resiliency policyKey has been applied to a building block.",
            LABELS);
    activated =
        families.count(
            "resiliency_activations_total",
            "Number of times a resiliency policyKey has been activated in a building block after a"
                + " failure or after a state change.",
            LABELS);
    states =
        families.level(
            "resiliency_cb_state",
            "A resiliency policy's current CircuitBreakerState state. 0 is closed, 1 is half-open, 2"
                + " is open, and -1 is unknown.",
            LABELS);
  }

  /** A resource was read. */
  public void loaded(String name, String namespace) {
    loaded.at(appId, name, namespace).inc();
  }

  /** A call passes a part of a policy other than the circuit breaker. */
  public void applied(About about, Part part) {
    applied.at(values(about, part, "")).inc();
  }

  /** A call comes to a circuit breaker; the state of the gauge is that of the last call. */
  public void applied(About about, String state) {
    applied.at(values(about, Part.CIRCUIT_BREAKER, state)).inc();
    for (String one : STATES) {
      states.at(values(about, Part.CIRCUIT_BREAKER, one)).set(one.equals(state) ? 1 : 0);
    }
  }

  /** A limit of time was reached, or there will be another attempt. */
  public void activated(About about, Part part) {
    activated.at(values(about, part, "")).inc();
  }

  /** A circuit breaker has changed to {@code state}. */
  public void activated(About about, String state) {
    activated.at(values(about, Part.CIRCUIT_BREAKER, state)).inc();
  }

  private String[] values(About about, Part part, String status) {
    return new String[] {
      appId, about.direction(), about.name(), about.namespace(), part.label, status, about.target()
    };
  }
}
