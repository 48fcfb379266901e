package io.todochatbot.sidecar.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A refusal with Dapr's own code; each wire renders it its own way. */
public final class DaprError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<ErrorDetail> details;
  private final transient List<Map.Entry<String, String>> headers;

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
    this(code, message, cause, details, List.of());
  }

  /** A refusal that is sent with headers (gRPC: metadata) of its own. */
  public DaprError(
      ErrorCode code,
      String message,
      @org.jspecify.annotations.Nullable Throwable cause,
      List<ErrorDetail> details,
      List<Map.Entry<String, String>> headers) {
    super(message, cause, false, false);
    this.code = code;
    this.details = List.copyOf(details);
    this.headers = List.copyOf(headers);
  }

  /** The code, which carries both wires' statuses. */
  public ErrorCode code() {
    return code;
  }

  /** The details, in the order in which they are sent. */
  public List<ErrorDetail> details() {
    return details;
  }

  /** The headers that are sent with it, over gRPC as metadata before the status. */
  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  /** The message, never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
