package io.todochatbot.sidecar.health;

import com.google.protobuf.Empty;
import io.dapr.v1.DaprGrpc;
import io.todochatbot.sidecar.grpc.GrpcApi;

/** Shutdown over gRPC. */
public final class HealthGrpc {
  private HealthGrpc() {}

  /** Binds the shutdown method. */
  public static void bind(GrpcApi grpc, HealthApi api) {
    grpc.unary(
        DaprGrpc.getShutdownMethod(), api.shutdown, in -> true, done -> Empty.getDefaultInstance());
  }
}
