package io.todochatbot.sidecar.conversation;

import io.dapr.v1.DaprAiProtos.ConversationRequest;
import io.dapr.v1.DaprAiProtos.ConversationRequestAlpha2;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.ProtoJson;

/** Conversations over HTTP. */
@SuppressWarnings("deprecation") // daprd still serves the first form
public final class ConversationHttp {
  private ConversationHttp() {}

  /** Binds the conversation API's paths. */
  public static void bind(HttpApi http, ConversationApi api) {
    ProtoJson.on(
        http,
        "POST",
        "/v1.0-alpha1/conversation/{name}/converse",
        api.alpha1,
        ConversationRequest.getDefaultInstance(),
        (request, in) -> request.toBuilder().setName(in.variable("name")).build());
    ProtoJson.on(
        http,
        "POST",
        "/v1.0-alpha2/conversation/{name}/converse",
        api.alpha2,
        ConversationRequestAlpha2.getDefaultInstance(),
        (request, in) -> request.toBuilder().setName(in.variable("name")).build());
  }
}
