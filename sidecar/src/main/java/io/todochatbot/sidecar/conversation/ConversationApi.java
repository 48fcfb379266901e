package io.todochatbot.sidecar.conversation;

import io.dapr.v1.DaprAiProtos.ConversationRequest;
import io.dapr.v1.DaprAiProtos.ConversationRequestAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationResponse;
import io.dapr.v1.DaprAiProtos.ConversationResponseAlpha2;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.Conversation;
import java.util.List;

/**
 * What Dapr's conversation API does, once, for every wire
 * (https://docs.dapr.io/reference/api/conversation_api/). Its HTTP form is the JSON of its
 * messages.
 */
@SuppressWarnings("deprecation") // daprd still serves the first form
public final class ConversationApi {
  final Operation<ConversationRequest, ConversationResponse> alpha1 =
      new Operation<>(
          "ConverseAlpha1",
          new ApiGroup("conversation", ApiGroup.Version.ALPHA1),
          this::converseAlpha1);
  final Operation<ConversationRequestAlpha2, ConversationResponseAlpha2> alpha2 =
      new Operation<>(
          "ConverseAlpha2",
          new ApiGroup("conversation", ApiGroup.Version.ALPHA2),
          this::converseAlpha2);

  private final Components components;

  /** The conversation API over the models in {@code components}. */
  public ConversationApi(Components components) {
    this.components = components;
  }

  private ConversationResponse converseAlpha1(Call call, ConversationRequest request) {
    Guarded<Conversation> model = model(request.getName());
    requireInputs(request.getName(), request.getInputsCount());
    return Alpha1.answer(request, converse(request.getName(), model, Alpha1.read(request)));
  }

  private ConversationResponseAlpha2 converseAlpha2(Call call, ConversationRequestAlpha2 request) {
    Guarded<Conversation> model = model(request.getName());
    requireInputs(request.getName(), request.getInputsCount());
    return Alpha2Answer.of(
        request, converse(request.getName(), model, Alpha2Request.read(request)));
  }

  private Guarded<Conversation> model(String name) {
    return components
        .find(Conversation.class, name)
        .orElseThrow(
            () ->
                new DaprError(
                    ErrorCode.CONVERSATION_NOT_FOUND,
                    "failed finding conversation component " + name));
  }

  private static void requireInputs(String name, int count) {
    if (count == 0) {
      throw failure(ErrorCode.CONVERSATION_MISSING_INPUTS, name, "missing inputs in request");
    }
  }

  private static Conversation.Reply converse(
      String name, Guarded<Conversation> model, Conversation.Request request) {
    try {
      return model.call("converse", m -> m.converse(request));
    } catch (ComponentException e) {
      throw new DaprError(
          ErrorCode.CONVERSATION_INVOKE,
          "failed conversing with component " + name + ": " + e.getMessage(),
          e,
          List.of());
    }
  }

  /** A failure in the words that daprd begins each with. */
  static DaprError failure(ErrorCode code, String name, String why) {
    return new DaprError(code, "failed conversing with component " + name + ": " + why);
  }
}
