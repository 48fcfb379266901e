package io.todochatbot.sidecar.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.api.Interceptor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All that one sidecar counts and measures. Several sidecars of a JVM share nothing but the figures
 * of the process. Safe for concurrent use.
 */
public final class Metrics {
  private final Families families;
  private final HttpMetrics http;
  private final GrpcMetrics grpc;
  private final RuntimeMetrics runtime;
  private final ComponentMetrics components;
  private final ResiliencyMetrics resiliency;
  private final ErrorMetrics errors;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PrometheusRegistry process;

  /**
   * Nothing counted yet.
   *
   * @param appId the label {@code app_id}
   * @param namespace the label {@code namespace} of components
   * @param settings what is shown, and how
   * @throws IllegalArgumentException if a rule's regular expression is malformed
   */
  public Metrics(String appId, String namespace, Configuration.Metric settings) {
    families = new Families(settings, settings.enabled());
    http = new HttpMetrics(appId, settings.http(), families);
    grpc = new GrpcMetrics(appId, families);
    runtime = new RuntimeMetrics(appId, families);
    components = new ComponentMetrics(appId, namespace, families);
    resiliency = new ResiliencyMetrics(appId, families);
    errors = new ErrorMetrics(appId, settings.recordErrorCodes(), families);
  }

  /** Counts without ever showing it: for what is used outside of a sidecar. */
  public static Metrics hidden() {
    return new Metrics(
        "",
        "",
        new Configuration.Metric(
            false,
            false,
            new Configuration.MetricHttp(Optional.empty(), List.of(), false),
            List.of(),
            List.of()));
  }

  /** Requests over HTTP. */
  public HttpMetrics http() {
    return http;
  }

  /** Calls over gRPC. */
  public GrpcMetrics grpc() {
    return grpc;
  }

  /** The sidecar as a whole. */
  public RuntimeMetrics runtime() {
    return runtime;
  }

  /** Components. */
  public ComponentMetrics components() {
    return components;
  }

  /** Resiliency policies. */
  public ResiliencyMetrics resiliency() {
    return resiliency;
  }

  /** Counts the refusals of what it is put around. */
  public Interceptor errors() {
    return errors;
  }

  /**
   * Writes the sidecar's figures and the process's in Prometheus' text format, bit by bit: all of
   * it may be more than the heap has room for.
   *
   * @throws IOException if {@code out} can't take them
   */
  public void write(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    GoText.write(families.registry().scrape(), text);
    text.flush();
    PrometheusTextFormatWriter.create().write(out, process().scrape());
  }

  /** The process's figures, made ready only when they are asked for: that takes a while. */
  private PrometheusRegistry process() {
    lock.lock();
    try {
      PrometheusRegistry known = process;
      if (known == null) {
        known = new PrometheusRegistry();
        ProcessMetrics.builder().register(known);
        JvmThreadsMetrics.builder().register(known);
        JvmMemoryMetrics.builder().register(known);
        JvmBufferPoolMetrics.builder().register(known);
        JvmGarbageCollectorMetrics.builder().register(known);
        JvmClassLoadingMetrics.builder().register(known);
        JvmRuntimeInfoMetric.builder().register(known);
        process = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}
