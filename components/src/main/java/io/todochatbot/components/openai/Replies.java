package io.todochatbot.components.openai;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.todochatbot.spi.Conversation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Answers as the SPI has them. */
final class Replies {
  private Replies() {}

  /** The answer as the SPI has it. */
  static Conversation.Reply of(ChatResponse response) {
    AiMessage message = response.aiMessage();
    List<Conversation.ToolCall> calls =
        message.toolExecutionRequests().stream()
            .map(
                call ->
                    new Conversation.ToolCall(
                        text(call.id()), text(call.name()), text(call.arguments())))
            .toList();
    return new Conversation.Reply(
        Optional.ofNullable(response.modelName()),
        List.of(
            new Conversation.Choice(reason(response.finishReason()), text(message.text()), calls)),
        Optional.ofNullable(response.tokenUsage()).map(Replies::usage));
  }

  private static String reason(@Nullable FinishReason reason) {
    return switch (reason) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case TOOL_EXECUTION -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
      case OTHER -> "unknown";
      case null -> "unknown";
    };
  }

  private static Conversation.Usage usage(TokenUsage usage) {
    OptionalLong reasoning = OptionalLong.empty();
    OptionalLong cached = OptionalLong.empty();
    if (usage instanceof OpenAiTokenUsage more) {
      if (more.outputTokensDetails() != null) {
        reasoning = positive(more.outputTokensDetails().reasoningTokens());
      }
      if (more.inputTokensDetails() != null) {
        cached = positive(more.inputTokensDetails().cachedTokens());
      }
    }
    return new Conversation.Usage(
        count(usage.inputTokenCount()),
        count(usage.outputTokenCount()),
        count(usage.totalTokenCount()),
        reasoning,
        cached);
  }

  private static OptionalLong positive(@Nullable Integer count) {
    return count == null || count <= 0 ? OptionalLong.empty() : OptionalLong.of(count);
  }

  private static long count(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
