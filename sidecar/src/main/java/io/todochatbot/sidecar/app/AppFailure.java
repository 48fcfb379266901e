package io.todochatbot.sidecar.app;

import com.google.rpc.Status;

/** The application answered a gRPC call with a status other than OK. */
public final class AppFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  /** The application's own status. */
  public AppFailure(Status status) {
    super(status.getMessage(), null, false, false);
    this.status = status;
  }

  /** The status, with its details. */
  public Status status() {
    return status;
  }
}
