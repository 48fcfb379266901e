package io.todochatbot.sidecar.metrics;

import static io.todochatbot.sidecar.metrics.Timed.milliseconds;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.stream.Stream;

/**
 * What the sidecar does as a whole: loading components, calling other applications and being
 * called, deciding who may. Safe for concurrent use.
 */
public final class RuntimeMetrics {
  /** Which part of an access control policy decided. */
  public enum Rule {
    /** The rules for the application that calls. */
    APP,
    /** The default of all. */
    GLOBAL
  }

  private static final String[] CALLER = {"app_id", "namespace", "trustDomain"};

  private final String appId;
  private final Family<CounterDataPoint> loaded;
  private final Family<CounterDataPoint> initialized;
  private final Family<CounterDataPoint> failed;
  private final Family<CounterDataPoint> requestsSent;
  private final Family<CounterDataPoint> requestsReceived;
  private final Family<CounterDataPoint> responsesSent;
  private final Family<CounterDataPoint> responsesReceived;
  private final Family<DistributionDataPoint> responseLatency;
  private final Family<CounterDataPoint> appAllowed;
  private final Family<CounterDataPoint> appBlocked;
  private final Family<CounterDataPoint> globalAllowed;
  private final Family<CounterDataPoint> globalBlocked;

  RuntimeMetrics(String appId, Families families) {
    this.appId = appId;
    loaded =
        families.count(
            "runtime_component_loaded", "The number of successfully loaded components.", "app_id");
    initialized =
        families.count(
            "runtime_component_init_total",
            "The number of initialized components.",
            "app_id",
            "component");
    failed =
        families.count(
            "runtime_component_init_fail_total",
            "The number of component initialization failures.",
            "app_id",
            "component",
            "componentName",
            "reason");
    requestsSent = invocations(families, "req_sent", "requests sent", "dst_app_id", "type");
    requestsReceived = invocations(families, "req_recv", "requests received", "src_app_id");
    responsesSent = invocations(families, "res_sent", "responses sent", "dst_app_id", "status");
    responsesReceived =
        invocations(families, "res_recv", "responses received", "src_app_id", "status", "type");
    responseLatency =
        families.time(
            "runtime_service_invocation_res_recv_latency_ms",
            "The latency of service invocation response.",
            "app_id",
            "src_app_id",
            "status");
    appAllowed = decided(families, "app", "allowed", "app specific");
    appBlocked = decided(families, "app", "blocked", "app specific");
    globalAllowed = decided(families, "global", "allowed", "global");
    globalBlocked = decided(families, "global", "blocked", "global");
  }

  private static Family<CounterDataPoint> invocations(
      Families families, String name, String what, String... labels) {
    String[] all = Stream.concat(Stream.of("app_id"), Stream.of(labels)).toArray(String[]::new);
    return families.count(
        "runtime_service_invocation_" + name + "_total",
        "The number of " + what + " via service invocation.",
        all);
  }

  private static Family<CounterDataPoint> decided(
      Families families, String rule, String outcome, String words) {
    return families.count(
        "runtime_acl_" + rule + "_policy_action_" + outcome + "_total",
        "The number of requests "
            + outcome
            + " by the "
            + words
            + " action specified in the access control policy.",
        CALLER);
  }

  /** A component of that type is ready. */
  public void componentLoaded(String type) {
    initialized.at(appId, type).inc();
    loaded.at(appId).inc();
  }

  /**
   * A component could not be made.
   *
   * @param step {@code creation} or {@code init}
   */
  public void componentFailed(String type, String name, String step) {
    failed.at(appId, type, name, step).inc();
  }

  /** A call went out to the application {@code to}. */
  public void invoked(String to) {
    requestsSent.at(appId, to, "unary").inc();
  }

  /**
   * The application {@code from} answered.
   *
   * @param status the HTTP status, or gRPC's number
   */
  public void invocationAnswered(String from, int status, long nanos) {
    String text = Integer.toString(status);
    responsesReceived.at(appId, from, text, "unary").inc();
    responseLatency.at(appId, from, text).observe(milliseconds(nanos));
  }

  /** The application {@code from} calls ours. */
  public void invocationReceived(String from) {
    requestsReceived.at(appId, from).inc();
  }

  /** Our application answered {@code to}. */
  public void invocationServed(String to, int status) {
    responsesSent.at(appId, to, Integer.toString(status)).inc();
  }

  /** Access control decided about a call of the application {@code caller}. */
  public void decided(
      Rule rule, boolean allowed, String caller, String namespace, String trustDomain) {
    Family<CounterDataPoint> family =
        switch (rule) {
          case APP -> allowed ? appAllowed : appBlocked;
          case GLOBAL -> allowed ? globalAllowed : globalBlocked;
        };
    family.at(caller, namespace, trustDomain).inc();
  }
}
