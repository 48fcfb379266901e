package io.todochatbot.sidecar.peer;

import io.grpc.Status;

/** A call that a sidecar refuses or can't carry out, with a status of gRPC. */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String description;

  /** A failure with the number of gRPC's status and what happened. */
  public CallFailure(Status.Code code, String description) {
    this(code.value(), description);
  }

  CallFailure(int code, String description) {
    super("rpc error: code = " + name(code) + " desc = " + description, null, false, false);
    this.code = code;
    this.description = description;
  }

  /** The number of gRPC's status. */
  public int code() {
    return code;
  }

  /** What happened, without the status. */
  public String description() {
    return description;
  }

  /** Status and description as Go writes them into Dapr's messages. */
  @Override
  public String getMessage() {
    return "rpc error: code = " + name(code) + " desc = " + description;
  }

  /** Whether the other sidecar could not be reached, so that another attempt may help. */
  public boolean unavailable() {
    return code == Status.Code.UNAVAILABLE.value();
  }

  /** Whether access control refused the call. */
  public boolean denied() {
    return code == Status.Code.PERMISSION_DENIED.value();
  }

  private static String name(int code) {
    return switch (Status.fromCodeValue(code).getCode()) {
      case OK -> "OK";
      case CANCELLED -> "Canceled";
      case UNKNOWN -> "Unknown";
      case INVALID_ARGUMENT -> "InvalidArgument";
      case DEADLINE_EXCEEDED -> "DeadlineExceeded";
      case NOT_FOUND -> "NotFound";
      case ALREADY_EXISTS -> "AlreadyExists";
      case PERMISSION_DENIED -> "PermissionDenied";
      case RESOURCE_EXHAUSTED -> "ResourceExhausted";
      case FAILED_PRECONDITION -> "FailedPrecondition";
      case ABORTED -> "Aborted";
      case OUT_OF_RANGE -> "OutOfRange";
      case UNIMPLEMENTED -> "Unimplemented";
      case INTERNAL -> "Internal";
      case UNAVAILABLE -> "Unavailable";
      case DATA_LOSS -> "DataLoss";
      case UNAUTHENTICATED -> "Unauthenticated";
    };
  }
}
