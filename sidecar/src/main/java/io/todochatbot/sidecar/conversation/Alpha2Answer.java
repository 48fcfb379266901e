package io.todochatbot.sidecar.conversation;

import io.dapr.v1.DaprAiProtos.ConversationRequestAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationResponseAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationResultAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationResultAlpha2CompletionUsage;
import io.dapr.v1.DaprAiProtos.ConversationResultAlpha2CompletionUsageCompletionTokensDetails;
import io.dapr.v1.DaprAiProtos.ConversationResultAlpha2CompletionUsagePromptTokensDetails;
import io.dapr.v1.DaprAiProtos.ConversationResultChoices;
import io.dapr.v1.DaprAiProtos.ConversationResultMessage;
import io.dapr.v1.DaprAiProtos.ConversationToolCalls;
import io.dapr.v1.DaprAiProtos.ConversationToolCallsOfFunction;
import io.todochatbot.spi.Conversation;

/** Answers in the conversation API's second form: one output for each of the model's choices. */
final class Alpha2Answer {
  private Alpha2Answer() {}

  /** The answer to {@code request} that says what the model replied. */
  static ConversationResponseAlpha2 of(
      ConversationRequestAlpha2 request, Conversation.Reply reply) {
    ConversationResponseAlpha2.Builder answer = ConversationResponseAlpha2.newBuilder();
    if (!request.getContextId().isEmpty()) {
      answer.setContextId(request.getContextId());
    }
    for (int i = 0; i < reply.choices().size(); i++) {
      ConversationResultAlpha2.Builder output =
          ConversationResultAlpha2.newBuilder()
              .addChoices(choice(reply.choices().get(i), i, request.getScrubPii()));
      reply.usage().map(Alpha2Answer::usage).ifPresent(output::setUsage);
      reply.model().ifPresent(output::setModel);
      answer.addOutputs(output);
    }
    return answer.build();
  }

  private static ConversationResultChoices choice(
      Conversation.Choice choice, int index, boolean scrub) {
    ConversationResultMessage.Builder message =
        ConversationResultMessage.newBuilder()
            .setContent(scrub ? PersonalData.scrub(choice.text()) : choice.text());
    choice.toolCalls().forEach(call -> message.addToolCalls(toolCall(call)));
    return ConversationResultChoices.newBuilder()
        .setFinishReason(choice.finishReason())
        .setIndex(index)
        .setMessage(message)
        .build();
  }

  private static ConversationToolCalls toolCall(Conversation.ToolCall call) {
    ConversationToolCalls.Builder built =
        ConversationToolCalls.newBuilder()
            .setFunction(
                ConversationToolCallsOfFunction.newBuilder()
                    .setName(call.name())
                    .setArguments(call.arguments()));
    if (!call.id().isEmpty()) {
      built.setId(call.id());
    }
    return built.build();
  }

  private static ConversationResultAlpha2CompletionUsage usage(Conversation.Usage usage) {
    ConversationResultAlpha2CompletionUsage.Builder built =
        ConversationResultAlpha2CompletionUsage.newBuilder()
            .setPromptTokens(usage.prompt())
            .setCompletionTokens(usage.completion())
            .setTotalTokens(usage.total());
    usage
        .reasoning()
        .ifPresent(
            tokens ->
                built.setCompletionTokensDetails(
                    ConversationResultAlpha2CompletionUsageCompletionTokensDetails.newBuilder()
                        .setReasoningTokens(tokens)));
    usage
        .cached()
        .ifPresent(
            tokens ->
                built.setPromptTokensDetails(
                    ConversationResultAlpha2CompletionUsagePromptTokensDetails.newBuilder()
                        .setCachedTokens(tokens)));
    return built.build();
  }
}
