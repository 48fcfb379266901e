package io.todochatbot.sidecar.api;

/**
 * Dapr's error codes, each with its status on both wires
 * (https://docs.dapr.io/reference/errors/error-codes/). Codes that Dapr answers with different
 * statuses stand here once for each.
 */
public enum ErrorCode {
  // Common
  MALFORMED_REQUEST("ERR_MALFORMED_REQUEST", 400, Grpc.INVALID_ARGUMENT),
  BODY_READ("ERR_BODY_READ", 400, Grpc.INVALID_ARGUMENT),
  BAD_REQUEST("ERR_BAD_REQUEST", 400, Grpc.INVALID_ARGUMENT),
  API_UNIMPLEMENTED("ERR_API_UNIMPLEMENTED", 501, Grpc.UNIMPLEMENTED),
  /** A fault of the sidecar itself. */
  INTERNAL("ERR_INTERNAL", 500, Grpc.INTERNAL),
  /** No or a wrong API token; plain text over HTTP. */
  UNAUTHENTICATED("", 401, Grpc.UNAUTHENTICATED),
  /** Not in the allow list or in the deny list; plain text over HTTP. */
  NOT_ALLOWED("", 404, Grpc.UNIMPLEMENTED),

  // Health
  HEALTH_NOT_READY("ERR_HEALTH_NOT_READY", 500, Grpc.INTERNAL),
  OUTBOUND_HEALTH_NOT_READY("ERR_OUTBOUND_HEALTH_NOT_READY", 500, Grpc.INTERNAL),
  HEALTH_APPID_NOT_MATCH("ERR_HEALTH_APPID_NOT_MATCH", 500, Grpc.INTERNAL),

  // State
  STATE_STORE_NOT_CONFIGURED("ERR_STATE_STORE_NOT_CONFIGURED", 500, Grpc.FAILED_PRECONDITION),
  STATE_STORE_NOT_FOUND("ERR_STATE_STORE_NOT_FOUND", 400, Grpc.INVALID_ARGUMENT),
  STATE_GET("ERR_STATE_GET", 500, Grpc.INTERNAL, true),
  STATE_SAVE("ERR_STATE_SAVE", 500, Grpc.INTERNAL, true),
  STATE_SAVE_ETAG_MISMATCH("ERR_STATE_SAVE", 409, Grpc.ABORTED, true),
  STATE_SAVE_ETAG_INVALID("ERR_STATE_SAVE", 400, Grpc.INVALID_ARGUMENT, true),
  STATE_DELETE("ERR_STATE_DELETE", 500, Grpc.INTERNAL, true),
  STATE_DELETE_ETAG_MISMATCH("ERR_STATE_DELETE", 409, Grpc.ABORTED, true),
  STATE_DELETE_ETAG_INVALID("ERR_STATE_DELETE", 400, Grpc.INVALID_ARGUMENT, true),
  STATE_BULK_DELETE("ERR_STATE_BULK_DELETE", 500, Grpc.INTERNAL, true),
  STATE_BULK_DELETE_ETAG_MISMATCH("ERR_STATE_BULK_DELETE", 409, Grpc.ABORTED, true),
  STATE_BULK_DELETE_ETAG_INVALID("ERR_STATE_BULK_DELETE", 400, Grpc.INVALID_ARGUMENT, true),
  STATE_BULK_GET("ERR_STATE_BULK_GET", 500, Grpc.INTERNAL),
  /** A key that is missing; over gRPC only. */
  STATE_SAVE_NO_KEY("ERR_STATE_SAVE", 400, Grpc.INVALID_ARGUMENT, true),
  STATE_TRANSACTION("ERR_STATE_TRANSACTION", 500, Grpc.INTERNAL, true),
  STATE_TRANSACTIONS_NOT_SUPPORTED("ERR_STATE_STORE_NOT_SUPPORTED", 500, Grpc.UNIMPLEMENTED),
  NOT_SUPPORTED_STATE_OPERATION("ERR_NOT_SUPPORTED_STATE_OPERATION", 400, Grpc.UNIMPLEMENTED, true),
  STATE_TOO_MANY_TRANSACTIONS("ERR_STATE_STORE_TOO_MANY_TRANSACTIONS", 400, Grpc.INVALID_ARGUMENT),
  STATE_NOT_SUPPORTED("ERR_STATE_STORE_NOT_SUPPORTED", 500, Grpc.INTERNAL),
  STATE_QUERY("ERR_STATE_QUERY", 500, Grpc.INTERNAL),

  // Pub/sub
  PUBSUB_NOT_CONFIGURED("ERR_PUBSUB_NOT_CONFIGURED", 400, Grpc.FAILED_PRECONDITION),
  PUBSUB_EMPTY("ERR_PUBSUB_EMPTY", 404, Grpc.INVALID_ARGUMENT),
  PUBSUB_NOT_FOUND("ERR_PUBSUB_NOT_FOUND", 404, Grpc.INVALID_ARGUMENT),
  TOPIC_NAME_EMPTY("ERR_TOPIC_NAME_EMPTY", 404, Grpc.INVALID_ARGUMENT),
  PUBSUB_FORBIDDEN("ERR_PUBSUB_FORBIDDEN", 403, Grpc.PERMISSION_DENIED),
  PUBSUB_PUBLISH_MESSAGE("ERR_PUBSUB_PUBLISH_MESSAGE", 500, Grpc.INTERNAL),
  PUBSUB_PUBLISH_OUTBOX("ERR_PUBLISH_OUTBOX", 500, Grpc.INTERNAL),
  PUBSUB_REQUEST_METADATA("ERR_PUBSUB_REQUEST_METADATA", 400, Grpc.INVALID_ARGUMENT),
  PUBSUB_CLOUD_EVENTS_SER("ERR_PUBSUB_CLOUD_EVENTS_SER", 500, Grpc.INVALID_ARGUMENT),
  PUBSUB_EVENTS_SER("ERR_PUBSUB_EVENTS_SER", 400, Grpc.INVALID_ARGUMENT),

  // Invocation
  DIRECT_INVOKE("ERR_DIRECT_INVOKE", 500, Grpc.INTERNAL),
  /** Neither the path nor a header names an app; also what an unknown path is answered with. */
  DIRECT_INVOKE_NO_APP_ID("ERR_DIRECT_INVOKE", 404, Grpc.NOT_FOUND),
  /** The other side's access control refuses the call. */
  DIRECT_INVOKE_DENIED("ERR_DIRECT_INVOKE", 403, Grpc.INTERNAL),

  // Secrets
  SECRET_STORES_NOT_CONFIGURED("ERR_SECRET_STORES_NOT_CONFIGURED", 500, Grpc.FAILED_PRECONDITION),
  SECRET_STORE_NOT_FOUND("ERR_SECRET_STORE_NOT_FOUND", 401, Grpc.INVALID_ARGUMENT),
  SECRET_PERMISSION_DENIED("ERR_PERMISSION_DENIED", 403, Grpc.PERMISSION_DENIED),
  SECRET_GET("ERR_SECRET_GET", 500, Grpc.INTERNAL),

  // Building blocks with nothing behind them
  INVOKE_OUTPUT_BINDING("ERR_INVOKE_OUTPUT_BINDING", 500, Grpc.INTERNAL, true),
  CONFIGURATION_STORE_NOT_CONFIGURED(
      "ERR_CONFIGURATION_STORE_NOT_CONFIGURED", 500, Grpc.FAILED_PRECONDITION, true),
  LOCK_STORE_NOT_CONFIGURED("ERR_LOCK_STORE_NOT_CONFIGURED", 500, Grpc.FAILED_PRECONDITION),
  CRYPTO_PROVIDERS_NOT_CONFIGURED("ERR_CRYPTO_PROVIDERS_NOT_CONFIGURED", 500, Grpc.INTERNAL),
  CONVERSATION_NOT_FOUND("ERR_CONVERSATION_NOT_FOUND", 400, Grpc.INVALID_ARGUMENT),
  CONVERSATION_INVALID_PARMS("ERR_CONVERSATION_INVALID_PARMS", 400, Grpc.INVALID_ARGUMENT),
  CONVERSATION_INVOKE("ERR_CONVERSATION_INVOKE", 500, Grpc.INTERNAL),
  CONVERSATION_MISSING_INPUTS("ERR_CONVERSATION_MISSING_INPUTS", 400, Grpc.INVALID_ARGUMENT),
  ACTOR_NO_PLACEMENT("ERR_ACTOR_NO_PLACEMENT", 400, Grpc.UNAVAILABLE),
  SCHEDULER_SCHEDULE_JOB("DAPR_SCHEDULER_SCHEDULE_JOB", 500, Grpc.INTERNAL),
  SCHEDULER_GET_JOB("DAPR_SCHEDULER_GET_JOB", 500, Grpc.INTERNAL),
  SCHEDULER_LIST_JOBS("DAPR_SCHEDULER_LIST_JOBS", 500, Grpc.INTERNAL),
  SCHEDULER_DELETE_JOB("DAPR_SCHEDULER_DELETE_JOB", 500, Grpc.INTERNAL);

  private final String text;
  private final int httpStatus;
  private final int grpcStatus;
  private final boolean reasonOnGrpc;

  ErrorCode(String text, int httpStatus, int grpcStatus) {
    this(text, httpStatus, grpcStatus, false);
  }

  ErrorCode(String text, int httpStatus, int grpcStatus, boolean reasonOnGrpc) {
    this.reasonOnGrpc = reasonOnGrpc;
    this.text = text;
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
  }

  /** The code as Dapr spells it, {@code ERR_STATE_GET}; empty for refusals in plain text. */
  public String text() {
    return text;
  }

  /** The building block it belongs to, as the label {@code category} of Dapr's metrics names it. */
  public String category() {
    String block =
        name().substring(0, name().indexOf('_') < 0 ? name().length() : name().indexOf('_'));
    return switch (block) {
      case "STATE" -> "state";
      case "NOT" -> this == NOT_SUPPORTED_STATE_OPERATION ? "state" : "common";
      case "PUBSUB", "TOPIC" -> "pubsub";
      case "DIRECT" -> "service-invocation";
      case "SECRET" -> "secret";
      case "HEALTH", "OUTBOUND" -> "health";
      case "INVOKE" -> "binding";
      case "CONFIGURATION" -> "configuration";
      case "LOCK" -> "lock";
      case "CRYPTO" -> "crypto";
      case "CONVERSATION" -> "conversation";
      case "ACTOR" -> "actor";
      case "SCHEDULER" -> "job";
      default -> "common";
    };
  }

  /** The status over HTTP. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The status over gRPC, by its number. */
  public int grpcStatus() {
    return grpcStatus;
  }

  /**
   * Whether gRPC callers get the code itself as the reason of an {@code ErrorInfo} where the error
   * has no details of its own, as daprd does for some.
   */
  public boolean reasonOnGrpc() {
    return reasonOnGrpc;
  }

  /** The numbers of gRPC's statuses, so that this package needs no gRPC. */
  private static final class Grpc {
    static final int INVALID_ARGUMENT = 3;
    static final int NOT_FOUND = 5;
    static final int PERMISSION_DENIED = 7;
    static final int FAILED_PRECONDITION = 9;
    static final int ABORTED = 10;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;
  }
}
