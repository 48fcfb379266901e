package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.spi.ComponentException;
import java.util.List;
import java.util.Map;

/** The refusals of the state API, in daprd's words. */
final class StateErrors {
  private StateErrors() {}

  static DaprError notConfigured(String store, String appId) {
    return new DaprError(
        ErrorCode.STATE_STORE_NOT_CONFIGURED,
        "state store " + store + " is not configured",
        new ErrorDetail.ErrorInfo("DAPR_STATE_NOT_CONFIGURED", metadata(appId)));
  }

  /** Over HTTP daprd names the app id in the details, except for queries; over gRPC it doesn't. */
  static DaprError notFound(String store, String appId) {
    return new DaprError(
        ErrorCode.STATE_STORE_NOT_FOUND,
        "state store " + store + " is not found",
        new ErrorDetail.ErrorInfo("DAPR_STATE_NOT_FOUND", metadata(appId)));
  }

  /** Over HTTP daprd wraps the reason once more (golden: save errors, key with ||). */
  static DaprError illegalKey(String store, String key, Wire wire, String field) {
    String reason = "input key/keyPrefix '" + key + "' can't contain '||'";
    String message =
        wire == Wire.HTTP ? "api error: code = InvalidArgument desc = " + reason : reason;
    return new DaprError(
        ErrorCode.MALFORMED_REQUEST,
        message,
        new ErrorDetail.BadRequest(field, message),
        new ErrorDetail.ResourceInfo("state", store),
        new ErrorDetail.ErrorInfo("DAPR_STATE_ILLEGAL_KEY", Map.of()));
  }

  static DaprError transactionsNotSupported(String store) {
    return new DaprError(
        ErrorCode.STATE_TRANSACTIONS_NOT_SUPPORTED,
        "state store " + store + " doesn't support transactions",
        new ErrorDetail.Help(
            "https://docs.dapr.io/reference/components-reference/supported-state-stores/",
            "Check the list of state stores and the features they support"),
        new ErrorDetail.ResourceInfo("state", store),
        new ErrorDetail.ErrorInfo("DAPR_STATE_TRANSACTIONS_NOT_SUPPORTED", Map.of()));
  }

  static DaprError queryNotSupported(String store) {
    return new DaprError(
        ErrorCode.STATE_NOT_SUPPORTED,
        "state store does not support querying",
        new ErrorDetail.ResourceInfo("state", store),
        new ErrorDetail.ErrorInfo("DAPR_STATE_QUERYING_NOT_SUPPORTED", Map.of()));
  }

  static DaprError keysNotSupported(String store) {
    return new DaprError(
        ErrorCode.STATE_NOT_SUPPORTED,
        "state store " + store + " does not support listing keys",
        new ErrorDetail.ResourceInfo("state", store),
        new ErrorDetail.ErrorInfo("DAPR_STATE_LIST_KEYS_NOT_SUPPORTED", Map.of()));
  }

  static DaprError badLimit(String store, String limit) {
    String message =
        "limit must be a whole number from 1 to " + KeyList.MOST + ", but is '" + limit + "'";
    return new DaprError(
        ErrorCode.MALFORMED_REQUEST,
        message,
        new ErrorDetail.BadRequest("limit", message),
        new ErrorDetail.ResourceInfo("state", store),
        new ErrorDetail.ErrorInfo("DAPR_STATE_ILLEGAL_LIMIT", Map.of()));
  }

  static DaprError keys(String store, RuntimeException cause) {
    return new DaprError(
        ErrorCode.STATE_GET,
        "fail to list keys of state store " + store + ": " + cause.getMessage(),
        cause,
        List.of());
  }

  static DaprError outbox(String appId, String reason) {
    return new DaprError(
        ErrorCode.PUBSUB_PUBLISH_OUTBOX,
        "error while publishing outbox message: " + reason,
        new ErrorDetail.ErrorInfo("DAPR_PUBSUB_OUTBOX", Map.of("appID", appId, "error", reason)));
  }

  static DaprError get(String store, String key, RuntimeException cause) {
    return new DaprError(
        ErrorCode.STATE_GET,
        "fail to get " + key + " from state store " + store + ": " + cause.getMessage(),
        cause,
        List.of());
  }

  static DaprError save(String store, RuntimeException cause) {
    return Refused.SAVE.error("failed saving state in state store " + store, cause);
  }

  static DaprError delete(String key, RuntimeException cause) {
    return Refused.DELETE.error("failed deleting state with key " + key, cause);
  }

  static DaprError deleteBulk(String store, RuntimeException cause) {
    return Refused.DELETE_BULK.error("failed deleting state in state store " + store, cause);
  }

  static DaprError transaction(RuntimeException cause) {
    return new DaprError(
        ErrorCode.STATE_TRANSACTION,
        "error while executing state transaction: " + cause.getMessage(),
        cause,
        List.of());
  }

  private static Map<String, String> metadata(String appId) {
    return appId.isEmpty() ? Map.of() : Map.of("appID", appId);
  }

  /** The codes of a change that failed: by a conflict, by an ETag that is none, or otherwise. */
  private enum Refused {
    SAVE(
        ErrorCode.STATE_SAVE_ETAG_MISMATCH,
        ErrorCode.STATE_SAVE_ETAG_INVALID,
        ErrorCode.STATE_SAVE),
    DELETE(
        ErrorCode.STATE_DELETE_ETAG_MISMATCH,
        ErrorCode.STATE_DELETE_ETAG_INVALID,
        ErrorCode.STATE_DELETE),
    DELETE_BULK(
        ErrorCode.STATE_BULK_DELETE_ETAG_MISMATCH,
        ErrorCode.STATE_BULK_DELETE_ETAG_INVALID,
        ErrorCode.STATE_BULK_DELETE);

    private final ErrorCode mismatch;
    private final ErrorCode invalid;
    private final ErrorCode otherwise;

    Refused(ErrorCode mismatch, ErrorCode invalid, ErrorCode otherwise) {
      this.mismatch = mismatch;
      this.invalid = invalid;
      this.otherwise = otherwise;
    }

    DaprError error(String story, RuntimeException cause) {
      ErrorCode code =
          switch (cause) {
            case ComponentException.EtagMismatch ignored -> mismatch;
            case ComponentException.EtagInvalid ignored -> invalid;
            default -> otherwise;
          };
      return new DaprError(code, story + ": " + cause.getMessage(), cause, List.of());
    }
  }
}
