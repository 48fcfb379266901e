package io.todochatbot.sidecar;

import java.util.Locale;
import java.util.Optional;

/**
 * daprd's command line flags (daprd 1.17, {@code cmd/daprd/options}), each declared once: its kind,
 * its default and what it does here.
 */
enum Flag {
  ALLOWED_ORIGINS(Kind.TEXT, "", "Allowed HTTP origins", false),
  APP_CHANNEL_ADDRESS(Kind.TEXT, "127.0.0.1", "The network address the application listens on"),
  APP_HEALTH_CHECK_PATH(Kind.TEXT, "/healthz", "Path used for health checks; HTTP only"),
  APP_HEALTH_PROBE_INTERVAL(
      Kind.NUMBER, "5", "Interval to probe for the health of the app, in seconds"),
  APP_HEALTH_PROBE_TIMEOUT(Kind.NUMBER, "500", "Timeout for app health probes, in milliseconds"),
  APP_HEALTH_THRESHOLD(
      Kind.NUMBER, "3", "Consecutive failures for the app to be considered unhealthy"),
  APP_ID(Kind.TEXT, "", "A unique ID for Dapr, used for service discovery and state"),
  APP_MAX_CONCURRENCY(
      Kind.NUMBER, "-1", "How many requests the app gets at a time; -1 for no limit"),
  APP_PORT(Kind.TEXT, "", "The port the application listens on"),
  APP_PROTOCOL(Kind.TEXT, "http", "Protocol of the application: grpc, grpcs, http, https, h2c"),
  APP_SSL(Kind.SWITCH, "false", "Deprecated: use --app-protocol https|grpcs"),
  ACTORS_SERVICE(Kind.TEXT, "", "Deprecated, without effect", false),
  BUILD_INFO(Kind.SWITCH, "false", "Prints the build info"),
  COMPONENTS_PATH(Kind.TEXT, "", "Deprecated: use --resources-path"),
  CONFIG(Kind.LIST, "", "Path of a configuration file; may be given several times, later ones win"),
  CONTROL_PLANE_ADDRESS(Kind.TEXT, "", "Address of a Dapr control plane", false),
  CONTROL_PLANE_NAMESPACE(Kind.TEXT, "default", "Namespace of the Dapr control plane", false),
  CONTROL_PLANE_TRUST_DOMAIN(
      Kind.TEXT, "localhost", "Trust domain of the Dapr control plane", false),
  DAPR_BLOCK_SHUTDOWN_DURATION(
      Kind.DURATION, "", "How long shutdown waits for the app to report unhealthy"),
  DAPR_GRACEFUL_SHUTDOWN_SECONDS(Kind.NUMBER, "5", "Graceful shutdown time, in seconds"),
  DAPR_GRPC_PORT(Kind.TEXT, "50001", "Port of the gRPC API"),
  DAPR_HTTP_MAX_REQUEST_SIZE(Kind.NUMBER, "4", "Deprecated: use --max-body-size"),
  DAPR_HTTP_PORT(Kind.TEXT, "3500", "Port of the HTTP API"),
  DAPR_HTTP_READ_BUFFER_SIZE(Kind.NUMBER, "4", "Deprecated: use --read-buffer-size"),
  DAPR_INTERNAL_GRPC_LISTEN_ADDRESS(Kind.TEXT, "", "Listen address of the internal gRPC API"),
  DAPR_INTERNAL_GRPC_PORT(Kind.TEXT, "", "Port of the internal gRPC API; any free one by default"),
  DAPR_LISTEN_ADDRESSES(Kind.TEXT, "127.0.0.1", "Addresses the APIs listen on, comma separated"),
  DAPR_PUBLIC_LISTEN_ADDRESS(Kind.TEXT, "", "Listen address of public health and metadata"),
  DAPR_PUBLIC_PORT(Kind.TEXT, "", "Port of public health and metadata"),
  DISABLE_BUILTIN_K8S_SECRET_STORE(
      Kind.SWITCH, "false", "Disables the built-in Kubernetes secret store", false),
  DISABLE_INIT_ENDPOINTS(
      Kind.LIST, "", "Calls to the app at start to leave out: config, subscribe"),
  ENABLE_API_LOGGING(Kind.SWITCH, "", "Logs every call of the API", false),
  ENABLE_APP_HEALTH_CHECK(Kind.SWITCH, "false", "Checks the application's health"),
  ENABLE_METRICS(Kind.SWITCH, "true", "Enables the metrics endpoint"),
  ENABLE_MTLS(Kind.SWITCH, "false", "mTLS between sidecars"),
  ENABLE_PROFILING(Kind.SWITCH, "false", "Enables Go's profiler, which a JVM has not", false),
  LOG_AS_JSON(Kind.SWITCH, "false", "Prints the log as JSON"),
  LOG_FILE(Kind.TEXT, "", "Path of a file the log is written to"),
  LOG_LEVEL(Kind.TEXT, "info", "debug, info, warn, error or fatal"),
  MAX_BODY_SIZE(Kind.SIZE, "4Mi", "Longest request body, as a resource quantity"),
  METRICS_LISTEN_ADDRESS(Kind.TEXT, "", "Listen address of the metrics server"),
  METRICS_PORT(Kind.TEXT, "9090", "Port of the metrics server"),
  MODE(Kind.TEXT, "standalone", "standalone or kubernetes"),
  PLACEMENT_HOST_ADDRESS(Kind.TEXT, "", "Addresses of placement servers", false),
  PROFILE_PORT(Kind.TEXT, "7777", "Port of the profiler", false),
  READ_BUFFER_SIZE(Kind.SIZE, "4Ki", "Longest header block, as a resource quantity"),
  REMINDERS_SERVICE(Kind.TEXT, "", "Deprecated, without effect", false),
  RESOURCES_PATH(Kind.LIST, "", "Folder of resources; may be given several times"),
  SCHEDULER_HOST_ADDRESS(Kind.LIST, "", "Addresses of scheduler servers", false),
  SCHEDULER_JOB_STREAMS(Kind.NUMBER, "3", "Streams to the scheduler", false),
  SENTRY_ADDRESS(Kind.TEXT, "", "Address of the sentry CA", false),
  SENTRY_REQUEST_JWT_AUDIENCES(Kind.LIST, "", "JWT audiences for certificate requests", false),
  STRICT(Kind.SWITCH, "false", "Ours: refuses to start with a resource that is wrong in any way"),
  UNIX_DOMAIN_SOCKET(Kind.TEXT, "", "Folder of Unix domain sockets", false),
  VERSION(Kind.SWITCH, "false", "Prints the runtime version"),
  WAIT(Kind.SWITCH, "false", "wait for Dapr outbound ready");

  /** What a flag's value is. */
  enum Kind {
    SWITCH,
    NUMBER,
    TEXT,
    LIST,
    DURATION,
    SIZE
  }

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Kind kind;
  private final String fallback;
  private final String meaning;
  private final boolean effective;

  Flag(Kind kind, String fallback, String meaning) {
    this(kind, fallback, meaning, true);
  }

  Flag(Kind kind, String fallback, String meaning, boolean effective) {
    this.kind = kind;
    this.fallback = fallback;
    this.meaning = meaning;
    this.effective = effective;
  }

  /** The flag of that name, given without dashes. */
  static Optional<Flag> of(String name) {
    for (Flag flag : values()) {
      if (flag.text.equals(name)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }

  /** The name without dashes. */
  String text() {
    return text;
  }

  Kind kind() {
    return kind;
  }

  /** The value that counts when the flag is absent. */
  String fallback() {
    return fallback;
  }

  String meaning() {
    return meaning;
  }

  /** Whether the flag does anything here; the others are accepted with a warning. */
  boolean effective() {
    return effective;
  }
}
