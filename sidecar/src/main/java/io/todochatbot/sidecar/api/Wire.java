package io.todochatbot.sidecar.api;

/** The protocol over which a call came. */
public enum Wire {
  /** {@code /v1.0/…}. */
  HTTP,
  /** {@code dapr.proto.runtime.v1.Dapr}. */
  GRPC
}
