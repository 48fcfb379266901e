package io.todochatbot.sidecar.crypto;

import io.dapr.v1.DaprGrpc;
import io.grpc.MethodDescriptor;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.grpc.GrpcApi;

/** Cryptography's single steps over gRPC. */
public final class SubtleGrpc {
  private SubtleGrpc() {}

  /** Binds the methods. */
  public static void bind(GrpcApi grpc, SubtleApi api) {
    on(grpc, DaprGrpc.getSubtleGetKeyAlpha1Method(), api.getKey);
    on(grpc, DaprGrpc.getSubtleEncryptAlpha1Method(), api.encrypt);
    on(grpc, DaprGrpc.getSubtleDecryptAlpha1Method(), api.decrypt);
    on(grpc, DaprGrpc.getSubtleWrapKeyAlpha1Method(), api.wrapKey);
    on(grpc, DaprGrpc.getSubtleUnwrapKeyAlpha1Method(), api.unwrapKey);
    on(grpc, DaprGrpc.getSubtleSignAlpha1Method(), api.sign);
    on(grpc, DaprGrpc.getSubtleVerifyAlpha1Method(), api.verify);
  }

  private static <Q, R> void on(
      GrpcApi grpc, MethodDescriptor<Q, R> method, Operation<Q, R> operation) {
    grpc.unary(method, operation, in -> in, out -> out);
  }
}
