package io.todochatbot.sidecar.api;

import java.util.Arrays;
import java.util.List;

/** A refusal with Dapr's own code; each wire renders it its own way. */
public final class DaprError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<ErrorDetail> details;

  /** A refusal with {@code code} and a message that says what happened and what to do. */
  public DaprError(ErrorCode code, String message, ErrorDetail... details) {
    this(code, message, null, Arrays.asList(details));
  }

  /** A refusal caused by {@code cause}. */
  public DaprError(
      ErrorCode code,
      String message,
      @org.jspecify.annotations.Nullable Throwable cause,
      List<ErrorDetail> details) {
    super(message, cause, false, false);
    this.code = code;
    this.details = List.copyOf(details);
  }

  /** The code, which carries both wires' statuses. */
  public ErrorCode code() {
    return code;
  }

  /** The details, in the order in which they are sent. */
  public List<ErrorDetail> details() {
    return details;
  }

  /** The message, never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
