package io.todochatbot.sidecar.conversation;

import io.dapr.v1.DaprGrpc;
import io.todochatbot.sidecar.grpc.GrpcApi;
import java.util.function.Function;

/** Conversations over gRPC. */
@SuppressWarnings("deprecation") // daprd still serves the first form
public final class ConversationGrpc {
  private ConversationGrpc() {}

  /** Binds the conversation API's methods. */
  public static void bind(GrpcApi grpc, ConversationApi api) {
    grpc.unary(
        DaprGrpc.getConverseAlpha1Method(), api.alpha1, Function.identity(), Function.identity());
    grpc.unary(
        DaprGrpc.getConverseAlpha2Method(), api.alpha2, Function.identity(), Function.identity());
  }
}
