package io.todochatbot.sidecar.metrics;

import static io.todochatbot.sidecar.metrics.Timed.milliseconds;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/**
 * Calls over gRPC: those this sidecar answers, those it makes of its application, and its health
 * probes. Methods are named {@code /package.Service/Method}, statuses as Go names them. Safe for
 * concurrent use.
 */
public final class GrpcMetrics {
  /** Takes note of a call that was passed on to its end. */
  @FunctionalInterface
  public interface Relayed {
    /** It ended with {@code status} after so long. */
    void done(String method, int status, long nanos);
  }

  private static final String[] SERVER = {"app_id", "grpc_server_method"};
  private static final String[] SERVER_STATUS = {
    "app_id", "grpc_server_method", "grpc_server_status"
  };
  private static final String[] CLIENT = {"app_id", "grpc_client_method"};
  private static final String[] CLIENT_STATUS = {
    "app_id", "grpc_client_method", "grpc_client_status"
  };

  private static final String[] STATUSES = {
    "OK",
    "Canceled",
    "Unknown",
    "InvalidArgument",
    "DeadlineExceeded",
    "NotFound",
    "AlreadyExists",
    "PermissionDenied",
    "ResourceExhausted",
    "FailedPrecondition",
    "Aborted",
    "OutOfRange",
    "Unimplemented",
    "Internal",
    "Unavailable",
    "DataLoss",
    "Unauthenticated"
  };

  private final String appId;
  private final Family<DistributionDataPoint> serverReceivedBytes;
  private final Family<DistributionDataPoint> serverSentBytes;
  private final Family<DistributionDataPoint> serverLatency;
  private final Family<CounterDataPoint> serverCompleted;
  private final Family<DistributionDataPoint> clientSentBytes;
  private final Family<DistributionDataPoint> clientReceivedBytes;
  private final Timed client;
  private final Timed probes;

  GrpcMetrics(String appId, Families families) {
    this.appId = appId;
    serverReceivedBytes =
        families.size(
            "grpc_io_server_received_bytes_per_rpc",
            "Total bytes received across all messages per RPC.",
            SERVER);
    serverSentBytes =
        families.size(
            "grpc_io_server_sent_bytes_per_rpc",
            "Total bytes sent in across all response messages per RPC.",
            SERVER);
    serverLatency =
        families.time(
            "grpc_io_server_server_latency",
            "Time between first byte of request received to last byte of response sent, or terminal"
                + " error.",
            SERVER_STATUS);
    serverCompleted =
        families.count(
            "grpc_io_server_completed_rpcs",
            "Distribution of bytes sent per RPC, by method.",
            SERVER_STATUS);
    clientSentBytes =
        families.size(
            "grpc_io_client_sent_bytes_per_rpc",
            "Total bytes sent across all request messages per RPC.",
            CLIENT);
    clientReceivedBytes =
        families.size(
            "grpc_io_client_received_bytes_per_rpc",
            "Total bytes received across all response messages per RPC.",
            CLIENT);
    client = client(families);
    probes = probes(families);
  }

  private static Timed client(Families families) {
    return new Timed(
        families.count(
            "grpc_io_client_completed_rpcs", "Count of RPCs by method and status.", CLIENT_STATUS),
        families.time(
            "grpc_io_client_roundtrip_latency",
            "Time between first byte of request sent to last byte of response received, or terminal"
                + " error.",
            CLIENT_STATUS));
  }

  private static Timed probes(Families families) {
    return new Timed(
        families.count(
            "grpc_io_healthprobes_completed_count",
            "Count of completed health probes",
            "app_id",
            "grpc_client_status"),
        families.time(
            "grpc_io_healthprobes_roundtrip_latency",
            "Time between first byte of health probes sent to last byte of response received, or"
                + " terminal error",
            "app_id",
            "grpc_client_status"));
  }

  /**
   * This sidecar has answered a unary call.
   *
   * @param status gRPC's number
   * @param requestBytes the length of the request
   * @param responseBytes the length of the answer; zero if there is none
   */
  public void served(String method, int status, long requestBytes, long responseBytes, long nanos) {
    relayed(method, status, nanos);
    serverReceivedBytes.at(appId, method).observe((double) requestBytes);
    serverSentBytes.at(appId, method).observe((double) responseBytes);
  }

  /** This sidecar has passed on a call of its own application's to its end. */
  public void relayed(String method, int status, long nanos) {
    String name = name(status);
    serverCompleted.at(appId, method, name).inc();
    serverLatency.at(appId, method, name).observe(milliseconds(nanos));
  }

  /** This sidecar has passed on another sidecar's call to its own application to its end. */
  public void delivered(String method, int status, long nanos) {
    client.record(nanos, appId, method, name(status));
  }

  /**
   * The application has answered a unary call.
   *
   * @param status gRPC's number
   */
  public void answered(
      String method, int status, long requestBytes, long responseBytes, long nanos) {
    delivered(method, status, nanos);
    clientSentBytes.at(appId, method).observe((double) requestBytes);
    clientReceivedBytes.at(appId, method).observe((double) responseBytes);
  }

  /** A health probe was answered. */
  public void probed(int status, long nanos) {
    probes.record(nanos, appId, name(status));
  }

  private static String name(int status) {
    return status >= 0 && status < STATUSES.length ? STATUSES[status] : "Code(" + status + ")";
  }
}
