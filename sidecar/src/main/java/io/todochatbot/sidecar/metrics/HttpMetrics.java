package io.todochatbot.sidecar.metrics;

import static io.todochatbot.sidecar.metrics.Timed.milliseconds;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.todochatbot.resources.Configuration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Requests over HTTP: those this sidecar answers, those it makes of its application and of services
 * outside Dapr, and its health probes. Safe for concurrent use.
 */
public final class HttpMetrics {
  private static final String[] LABELS = {"app_id", "method", "path", "status"};

  private record Kind(String method, String path, int status) {}

  /** What an answered request adds to, so that it is looked up once. */
  private record Served(
      CounterDataPoint requests,
      Optional<CounterDataPoint> responses,
      DistributionDataPoint latency) {}

  private final String appId;
  private final PathLabels labels;
  private final ConcurrentMap<Kind, Served> served = new ConcurrentHashMap<>();
  private final Family<CounterDataPoint> serverRequests;
  private final Optional<Family<CounterDataPoint>> serverResponses;
  private final Family<DistributionDataPoint> serverLatency;
  private final Family<DistributionDataPoint> serverRequestBytes;
  private final Family<DistributionDataPoint> serverResponseBytes;
  private final Family<DistributionDataPoint> clientSentBytes;
  private final Family<DistributionDataPoint> clientReceivedBytes;
  private final Timed client;
  private final Timed probes;

  HttpMetrics(String appId, Configuration.MetricHttp settings, Families families) {
    this.appId = appId;
    this.labels = new PathLabels(settings);
    serverRequests =
        families.count(
            "http_server_request_count", "Count of HTTP requests processed by the server.", LABELS);
    serverResponses =
        labels.detailed()
            ? Optional.of(
                families.count(
                    "http_server_response_count", "The number of HTTP responses", LABELS))
            : Optional.empty();
    serverLatency =
        families.time("http_server_latency", "HTTP request end-to-end latency in server.", LABELS);
    serverRequestBytes =
        families.size(
            "http_server_request_bytes",
            "HTTP request body size if set as ContentLength (uncompressed) in server.",
            "app_id");
    serverResponseBytes =
        families.size(
            "http_server_response_bytes",
            "HTTP response body size (uncompressed) in server.",
            "app_id");
    clientSentBytes =
        families.size(
            "http_client_sent_bytes",
            "Total bytes sent in request body (not including headers)",
            LABELS);
    clientReceivedBytes =
        families.size(
            "http_client_received_bytes",
            "Total bytes received in response bodies (not including headers but including error"
                + " responses with bodies)",
            "app_id");
    client = client(families);
    probes = probes(families);
  }

  private static Timed client(Families families) {
    return new Timed(
        families.count("http_client_completed_count", "Count of completed requests", LABELS),
        families.time(
            "http_client_roundtrip_latency",
            "Time between first byte of request headers sent to last byte of response received,"
                + " or terminal error",
            LABELS));
  }

  private static Timed probes(Families families) {
    return new Timed(
        families.count(
            "http_healthprobes_completed_count",
            "Count of completed health probes",
            "app_id",
            "status"),
        families.time(
            "http_healthprobes_roundtrip_latency",
            "Time between first byte of health probes headers sent to last byte of response"
                + " received, or terminal error",
            "app_id",
            "status"));
  }

  /** The sizes of an exchange: the lengths of both bodies in bytes, zero if unknown. */
  public record Sizes(long requestBytes, long responseBytes) {}

  /**
   * This sidecar has answered a request.
   *
   * @param path decoded
   * @param nanos how long that took
   */
  public void served(String method, String path, int status, Sizes sizes, long nanos) {
    Kind kind = new Kind(labels.method(method), labels.server(path), status);
    Served series = served.get(kind);
    if (series == null) {
      series = served(kind);
      if (served.size() < Family.MOST) {
        served.put(kind, series);
      }
    }
    series.requests().inc();
    series.responses().ifPresent(CounterDataPoint::inc);
    series.latency().observe(milliseconds(nanos));
    serverRequestBytes.at(appId).observe((double) sizes.requestBytes());
    serverResponseBytes.at(appId).observe((double) sizes.responseBytes());
  }

  /**
   * This sidecar has sent a request; {@code path} is decoded.
   *
   * @param bytes the length of its body, zero if unknown
   */
  public void sent(String method, String path, long bytes) {
    clientSentBytes
        .at(appId, labels.method(method), labels.client(path), "")
        .observe((double) bytes);
  }

  /**
   * A request of this sidecar was answered, or failed, which counts as 500.
   *
   * @param bytes the length of the answer's body, zero if unknown
   * @param nanos how long it took until the head of the answer was there
   */
  public void answered(String method, String path, int status, long bytes, long nanos) {
    client.record(
        nanos, appId, labels.method(method), labels.client(path), Integer.toString(status));
    clientReceivedBytes.at(appId).observe((double) bytes);
  }

  /** A health probe was answered, or failed, which counts as 500. */
  public void probed(int status, long nanos) {
    probes.record(nanos, appId, Integer.toString(status));
  }

  private Served served(Kind kind) {
    String[] values = {appId, kind.method(), kind.path(), Integer.toString(kind.status())};
    return new Served(
        serverRequests.at(values),
        serverResponses.map(family -> family.at(values)),
        serverLatency.at(values));
  }
}
