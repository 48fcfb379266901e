package io.todochatbot.components.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.todochatbot.spi.Conversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests as langchain4j has them. */
final class Requests {
  private Requests() {}

  /** The request as langchain4j has it. */
  static ChatRequest of(Conversation.Request request) {
    OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
    if (request.temperature() > 0) {
      parameters.temperature(request.temperature());
    }
    List<Conversation.Tool> tools = offered(request);
    if (!tools.isEmpty()) {
      parameters.toolSpecifications(tools.stream().map(Requests::tool).toList());
      parameters.toolChoice(request.toolChoice().map(Requests::toolChoice).orElse(ToolChoice.AUTO));
    }
    request.responseSchema().ifPresent(schema -> parameters.responseFormat(format(schema)));
    if (!request.metadata().isEmpty()) {
      parameters.metadata(request.metadata());
    }
    request
        .cacheRetention()
        .ifPresent(
            time -> parameters.customParameters(Map.of("prompt_cache_retention", text(time))));
    return ChatRequest.builder()
        .messages(request.messages().stream().flatMap(m -> messages(m).stream()).toList())
        .parameters(parameters.build())
        .build();
  }

  /** All tools, or only the one that has to be called: langchain4j knows no choice by name. */
  private static List<Conversation.Tool> offered(Conversation.Request request) {
    return request
        .toolChoice()
        .filter(choice -> request.tools().stream().anyMatch(t -> t.name().equals(choice)))
        .map(choice -> request.tools().stream().filter(t -> t.name().equals(choice)).toList())
        .orElse(request.tools());
  }

  private static ToolChoice toolChoice(String choice) {
    return switch (choice) {
      case "auto" -> ToolChoice.AUTO;
      case "none" -> ToolChoice.NONE;
      default -> ToolChoice.REQUIRED;
    };
  }

  private static ToolSpecification tool(Conversation.Tool tool) {
    ToolSpecification.Builder built = ToolSpecification.builder().name(tool.name());
    if (!tool.description().isEmpty()) {
      built.description(tool.description());
    }
    tool.parameters().ifPresent(schema -> built.parameters(Schemas.parameters(schema)));
    return built.build();
  }

  private static ResponseFormat format(String schema) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name(Schemas.name(schema))
                .rootElement(Schemas.element(schema))
                .build())
        .build();
  }

  private static List<ChatMessage> messages(Conversation.Message message) {
    return switch (message) {
      case Conversation.SystemMessage system ->
          List.of(SystemMessage.from(String.join("\n", system.texts())));
      case Conversation.UserMessage user ->
          List.of(UserMessage.from(user.texts().stream().<Content>map(TextContent::from).toList()));
      case Conversation.AssistantMessage assistant -> List.of(assistant(assistant));
      case Conversation.ToolMessage tool -> {
        List<ChatMessage> results = new ArrayList<>();
        tool.texts()
            .forEach(
                text ->
                    results.add(ToolExecutionResultMessage.from(tool.toolId(), tool.name(), text)));
        yield results;
      }
    };
  }

  private static AiMessage assistant(Conversation.AssistantMessage message) {
    AiMessage.Builder built = AiMessage.builder();
    if (!message.texts().isEmpty()) {
      built.text(String.join("\n", message.texts()));
    }
    return built
        .toolExecutionRequests(
            message.toolCalls().stream()
                .map(
                    call ->
                        ToolExecutionRequest.builder()
                            .id(call.id())
                            .name(call.name())
                            .arguments(call.arguments())
                            .build())
                .toList())
        .build();
  }

  /** OpenAI takes whole hours, {@code 24h}. */
  private static String text(Duration time) {
    return Optional.of(time)
        .filter(t -> t.equals(Duration.ofHours(t.toHours())) && t.toHours() > 0)
        .map(t -> t.toHours() + "h")
        .orElse(time.toSeconds() + "s");
  }
}
