package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/**
 * What goes to components and what comes from them, by kind. A component's meter is asked for once
 * and kept. Safe for concurrent use.
 */
public final class ComponentMetrics {
  /** Takes note of the calls of one component. */
  @FunctionalInterface
  public interface Meter {
    /** Takes note of nothing. */
    Meter NONE = (what, about, success, nanos) -> {};

    /**
     * A call is done.
     *
     * @param what the component's method, such as {@code get} or {@code publish}
     * @param about the topic or the binding's operation; the method again where there is neither
     */
    void done(String what, String about, boolean success, long nanos);
  }

  /** Takes note of what one pub/sub component delivers of one topic. */
  public interface Arrivals {
    /**
     * An event was brought to the application.
     *
     * @param processStatus {@code success}, {@code retry} or {@code drop}
     * @param status what the application's answer meant to the sidecar
     */
    void one(String processStatus, String status, long nanos);

    /** An event was put aside before that, with the same words. */
    void aside(String processStatus, String status);

    /** A batch was brought to the application. */
    void batch(long nanos);

    /**
     * It is known what becomes of some events of a batch.
     *
     * @param status {@code SUCCESS}, {@code RETRY} or {@code DROP}
     */
    void ofBatch(String status, int events);
  }

  private static final String[] TOPIC = {"app_id", "component", "namespace", "success", "topic"};
  private static final String[] OPERATION = {
    "app_id", "component", "namespace", "operation", "success"
  };
  private static final String[] PLAIN = {"app_id", "component", "namespace", "success"};
  private static final String[] BATCH = {
    "app_id", "component", "namespace", "process_status", "topic"
  };

  private final String appId;
  private final String namespace;
  private final Timed egress;
  private final Timed bulkEgress;
  private final Timed ingress;
  private final Timed bulkIngress;
  private final Family<CounterDataPoint> bulkEvents;
  private final Timed inputBinding;
  private final Timed outputBinding;
  private final Timed state;
  private final Timed configuration;
  private final Timed secret;
  private final Timed conversation;
  private final Timed crypto;
  private final Jobs jobs;

  ComponentMetrics(String appId, String namespace, Families families) {
    this.appId = appId;
    this.namespace = namespace;
    egress =
        families.timed(
            "component_pubsub_egress",
            "The number of outgoing messages published to the pub/sub component.",
            "The latency of the response from the pub/sub component.",
            TOPIC);
    bulkEgress =
        families.timed(
            "component_pubsub_egress_bulk",
            "The number of bulk publish calls to the pub/sub component.",
            "The latency of the response for the bulk publish call from the pub/sub component.",
            TOPIC);
    ingress = ingress(families);
    bulkIngress =
        families.timed(
            "component_pubsub_ingress_bulk",
            "The number of incoming bulk subscribe calls arriving from the bulk pub/sub component.",
            "The consuming app event processing latency for the bulk pub/sub component.",
            BATCH);
    bulkEvents =
        families.count(
            "component_pubsub_ingress_bulk_event_count",
            "Total number of incoming messages arriving from the bulk pub/sub component via Bulk"
                + " Subscribe.",
            BATCH);
    inputBinding = inputBinding(families);
    outputBinding = outputBinding(families);
    state = operations(families, "state", OPERATION);
    configuration = operations(families, "configuration", OPERATION);
    secret = operations(families, "secret", OPERATION);
    conversation = operations(families, "conversation", PLAIN);
    crypto = operations(families, "crypto", OPERATION);
    jobs = Jobs.of(families);
  }

  private static Timed inputBinding(Families families) {
    return families.timed(
        "component_input_binding",
        "The number of incoming events arriving from the input binding component.",
        "The triggered app event processing latency.",
        PLAIN);
  }

  private static Timed outputBinding(Families families) {
    return families.timed(
        "component_output_binding",
        "The number of operations invoked on the output binding component.",
        "The latency of the response from the output binding component.",
        OPERATION);
  }

  private static Timed ingress(Families families) {
    return families.timed(
        "component_pubsub_ingress",
        "The number of incoming messages arriving from the pub/sub component.",
        "The consuming app event processing latency.",
        "app_id",
        "component",
        "namespace",
        "process_status",
        "status",
        "topic");
  }

  private static Timed operations(Families families, String kind, String... labels) {
    return families.timed(
        "component_" + kind,
        "The number of operations performed on the " + kind + " component.",
        "The latency of the response from the " + kind + " component.",
        labels);
  }

  /** The meter of the component of that type and name; one that notes nothing if daprd has none. */
  public Meter of(String type, String name) {
    return switch (type.split("\\.", 2)[0]) {
      case "pubsub" -> (what, topic, success, nanos) -> publish(name, what, topic, success, nanos);
      case "bindings" ->
          (what, operation, success, nanos) ->
              outputBinding.record(nanos, appId, name, namespace, operation, text(success));
      case "state" -> operations(state, name);
      case "configuration" -> operations(configuration, name);
      case "secretstores" -> operations(secret, name);
      case "crypto" -> operations(crypto, name);
      case "conversation" ->
          (what, about, success, nanos) ->
              conversation.record(nanos, appId, name, namespace, text(success));
      default -> Meter.NONE;
    };
  }

  /** An event of an input binding was brought to the application. */
  public void bindingRead(String binding, boolean success, long nanos) {
    inputBinding.record(nanos, appId, binding, namespace, text(success));
  }

  /** A job was brought to the application. */
  public void jobTriggered(boolean success, long nanos) {
    (success ? jobs.successes() : jobs.failures()).at(appId, namespace, Jobs.TRIGGER).inc();
    jobs.time()
        .at(appId, namespace, Jobs.TRIGGER, text(success))
        .observe(Timed.milliseconds(nanos));
  }

  /** The arrivals of a topic. */
  public Arrivals arrivals(String pubsub, String topic) {
    return new Arrivals() {
      @Override
      public void one(String processStatus, String status, long nanos) {
        ingress.record(nanos, appId, pubsub, namespace, processStatus, status, topic);
      }

      @Override
      public void aside(String processStatus, String status) {
        ingress.count().at(appId, pubsub, namespace, processStatus, status, topic).inc();
      }

      @Override
      public void batch(long nanos) {
        bulkIngress.record(nanos, appId, pubsub, namespace, "", topic);
      }

      @Override
      public void ofBatch(String status, int events) {
        if (events > 0) {
          bulkEvents.at(appId, pubsub, namespace, status, topic).inc(events);
        }
      }
    };
  }

  private Meter operations(Timed metric, String name) {
    return (what, about, success, nanos) ->
        metric.record(nanos, appId, name, namespace, what, text(success));
  }

  private void publish(String name, String what, String topic, boolean success, long nanos) {
    Timed metric = what.equals("bulkPublish") ? bulkEgress : egress;
    metric.record(nanos, appId, name, namespace, text(success), topic);
  }

  private static String text(boolean success) {
    return success ? "true" : "false";
  }

  /** Jobs have a count for each outcome, and one operation. */
  private record Jobs(
      Family<CounterDataPoint> successes,
      Family<CounterDataPoint> failures,
      Family<DistributionDataPoint> time) {
    static final String TRIGGER = "job_trigger_op";

    static Jobs of(Families families) {
      String[] labels = {"app_id", "namespace", "operation"};
      return new Jobs(
          families.count(
              "component_job_success_count", "The number of successful job triggers.", labels),
          families.count(
              "component_job_failure_count", "The number of failed job triggers.", labels),
          families.time(
              "component_job_latencies",
              "The latency of the response from the app that processed the triggered job.",
              "app_id",
              "namespace",
              "operation",
              "success"));
    }
  }
}
