package io.todochatbot.sidecar.grpc;

import com.google.rpc.Status;

/** A gRPC status that another hop gave and that passes on as it is. */
public final class GrpcFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  /** Passes {@code status} on, details and all. */
  public GrpcFailure(Status status) {
    super(status.getMessage(), null, false, false);
    this.status = status;
  }

  /** The status. */
  public Status status() {
    return status;
  }
}
