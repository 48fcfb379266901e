package io.todochatbot.sidecar.lock;

import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprLockProtos.TryLockResponse;
import io.dapr.v1.DaprLockProtos.UnlockResponse;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.spi.LockStore;

/** Locks over gRPC. */
public final class LockGrpc {
  private LockGrpc() {}

  /** Binds the lock API's methods. */
  public static void bind(GrpcApi grpc, LockApi api) {
    grpc.unary(
        DaprGrpc.getTryLockAlpha1Method(),
        api.tryLock,
        in -> in,
        success -> TryLockResponse.newBuilder().setSuccess(success).build());
    grpc.unary(
        DaprGrpc.getUnlockAlpha1Method(),
        api.unlock,
        in -> in,
        outcome -> UnlockResponse.newBuilder().setStatus(status(outcome)).build());
  }

  static UnlockResponse.Status status(LockStore.Outcome outcome) {
    return switch (outcome) {
      case RELEASED -> UnlockResponse.Status.SUCCESS;
      case DOES_NOT_EXIST -> UnlockResponse.Status.LOCK_DOES_NOT_EXIST;
      case BELONGS_TO_OTHERS -> UnlockResponse.Status.LOCK_BELONGS_TO_OTHERS;
    };
  }
}
