package io.todochatbot.sidecar.conversation;

import io.dapr.v1.DaprAiProtos.ConversationInput;
import io.dapr.v1.DaprAiProtos.ConversationRequest;
import io.dapr.v1.DaprAiProtos.ConversationResponse;
import io.dapr.v1.DaprAiProtos.ConversationResult;
import io.todochatbot.spi.Conversation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first form of the conversation API: texts with roles in, texts out. */
@SuppressWarnings("deprecation") // daprd still serves the first form
final class Alpha1 {
  private Alpha1() {}

  /** What is asked of the model. */
  static Conversation.Request read(ConversationRequest request) {
    return new Conversation.Request(
        request.getInputsList().stream().map(Alpha1::message).toList(),
        List.of(),
        Optional.empty(),
        request.getTemperature(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** The answer to {@code request} that says what the model replied. */
  static ConversationResponse answer(ConversationRequest request, Conversation.Reply reply) {
    ConversationResponse.Builder answer = ConversationResponse.newBuilder();
    if (!request.getContextID().isEmpty()) {
      answer.setContextID(request.getContextID());
    }
    for (Conversation.Choice choice : reply.choices()) {
      String text = request.getScrubPII() ? PersonalData.scrub(choice.text()) : choice.text();
      answer.addOutputs(
          ConversationResult.newBuilder()
              .setResult(text)
              .putAllParameters(request.getParametersMap()));
    }
    return answer.build();
  }

  private static Conversation.Message message(ConversationInput input) {
    String text = input.getScrubPII() ? PersonalData.scrub(input.getContent()) : input.getContent();
    List<String> texts = List.of(text);
    return switch (input.getRole()) {
      case "system" -> new Conversation.SystemMessage(texts);
      case "assistant", "ai" -> new Conversation.AssistantMessage(texts, List.of());
      // a tool's answer without the call it answers is a text like any other
      default -> new Conversation.UserMessage(texts);
    };
  }
}
