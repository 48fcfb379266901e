package io.todochatbot.sidecar.conversation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import io.dapr.v1.DaprAiProtos.ConversationInputAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationMessage;
import io.dapr.v1.DaprAiProtos.ConversationMessageContent;
import io.dapr.v1.DaprAiProtos.ConversationMessageOfAssistant;
import io.dapr.v1.DaprAiProtos.ConversationRequestAlpha2;
import io.dapr.v1.DaprAiProtos.ConversationToolCalls;
import io.dapr.v1.DaprAiProtos.ConversationTools;
import io.dapr.v1.DaprAiProtos.ConversationToolsFunction;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.spi.Conversation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a request of the conversation API's second form: messages by their sender, and tools. */
final class Alpha2Request {
  private static final String CHOICES =
      "'auto', 'none', 'required', or a specific tool name matching the tools available to be used";

  private final String component;

  private Alpha2Request(String component) {
    this.component = component;
  }

  /**
   * What is asked of the model.
   *
   * @throws DaprError ERR_CONVERSATION_INVALID_PARMS if a message has no sender or the tool chosen
   *     is none of those given
   */
  static Conversation.Request read(ConversationRequestAlpha2 request) {
    Alpha2Request reader = new Alpha2Request(request.getName());
    List<Conversation.Message> messages =
        request.getInputsList().stream().flatMap(i -> reader.messages(i).stream()).toList();
    List<Conversation.Tool> tools =
        request.getToolsList().stream()
            .filter(ConversationTools::hasFunction)
            .map(t -> tool(t.getFunction()))
            .toList();
    return new Conversation.Request(
        messages,
        tools,
        reader.toolChoice(request.getToolChoice(), tools),
        request.getTemperature(),
        request.hasResponseFormat()
            ? Optional.of(json(request.getResponseFormat()))
            : Optional.empty(),
        request.hasPromptCacheRetention()
            ? Optional.of(Duration.ofNanos(Durations.toNanos(request.getPromptCacheRetention())))
            : Optional.empty(),
        request.getMetadataMap());
  }

  private List<Conversation.Message> messages(ConversationInputAlpha2 input) {
    UnaryOperator<String> text =
        input.getScrubPii() ? PersonalData::scrub : UnaryOperator.identity();
    return input.getMessagesList().stream().map(m -> message(m, text)).toList();
  }

  private Conversation.Message message(ConversationMessage message, UnaryOperator<String> text) {
    return switch (message.getMessageTypesCase()) {
      // what the developer says reaches the model as the user's word, as with daprd
      case OF_DEVELOPER ->
          new Conversation.UserMessage(texts(message.getOfDeveloper().getContentList(), text));
      case OF_SYSTEM ->
          new Conversation.SystemMessage(texts(message.getOfSystem().getContentList(), text));
      case OF_USER ->
          new Conversation.UserMessage(texts(message.getOfUser().getContentList(), text));
      case OF_ASSISTANT -> assistant(message.getOfAssistant(), text);
      case OF_TOOL ->
          new Conversation.ToolMessage(
              message.getOfTool().getToolId(),
              message.getOfTool().getName(),
              texts(message.getOfTool().getContentList(), text));
      case MESSAGETYPES_NOT_SET ->
          throw invalid("*errors.errorString", "message type cannot be nil");
    };
  }

  private Conversation.Message assistant(
      ConversationMessageOfAssistant message, UnaryOperator<String> text) {
    return new Conversation.AssistantMessage(
        texts(message.getContentList(), text),
        message.getToolCallsList().stream().map(this::toolCall).toList());
  }

  private Conversation.ToolCall toolCall(ConversationToolCalls call) {
    if (!call.hasFunction()) {
      throw invalid("*errors.errorString", "tool types cannot be nil");
    }
    return new Conversation.ToolCall(
        call.getId(), call.getFunction().getName(), call.getFunction().getArguments());
  }

  private static List<String> texts(
      List<ConversationMessageContent> parts, UnaryOperator<String> text) {
    return parts.stream().map(part -> text.apply(part.getText())).toList();
  }

  private static Conversation.Tool tool(ConversationToolsFunction function) {
    return new Conversation.Tool(
        function.getName(),
        function.getDescription(),
        function.hasParameters() ? Optional.of(json(function.getParameters())) : Optional.empty());
  }

  private Optional<String> toolChoice(String choice, List<Conversation.Tool> tools) {
    boolean none = tools.isEmpty();
    return switch (choice) {
      case "" -> none ? Optional.empty() : Optional.of("auto");
      case "auto", "none" -> Optional.of(choice);
      case "required" -> {
        if (none) {
          throw invalid("string", "tool choice must be " + CHOICES);
        }
        yield Optional.of(choice);
      }
      default -> {
        if (!none && tools.stream().noneMatch(t -> t.name().equals(choice))) {
          throw invalid("string", "tool choice selected was not found. Must be " + CHOICES);
        }
        yield Optional.of(choice);
      }
    };
  }

  /** A refusal as daprd words it: Go's note of an argument that its format has no place for. */
  private DaprError invalid(String goType, String why) {
    return ConversationApi.failure(
        ErrorCode.CONVERSATION_INVALID_PARMS,
        component,
        "invalid params%!(EXTRA " + goType + "=" + why + ")");
  }

  private static String json(Struct struct) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a structure without a JSON form", e);
    }
  }
}
