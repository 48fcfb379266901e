package io.todochatbot.components.echo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code conversation.echo}: answers with the texts it was sent, asks for every tool it was given,
 * with the names of the tool's parameters as arguments, and counts words as tokens; for tests, as
 * daprd's (https://docs.dapr.io/reference/components-reference/supported-conversation/local-echo/).
 */
final class EchoConversation implements Conversation {

  /** Registers the model. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("conversation.echo", Settings.class, (settings, context) -> new EchoConversation());
    }
  }

  /** There is nothing to set. */
  public record Settings() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Reply converse(Request request) {
    List<ToolCall> calls = new ArrayList<>();
    for (int i = 0; i < request.tools().size(); i++) {
      Tool tool = request.tools().get(i);
      calls.add(new ToolCall(Integer.toString(i), tool.name(), arguments(tool)));
    }
    List<String> lines = new ArrayList<>();
    for (Message message : request.messages()) {
      switch (message) {
        case SystemMessage system -> lines.addAll(system.texts());
        case UserMessage user -> lines.addAll(user.texts());
        case AssistantMessage assistant -> {
          lines.addAll(assistant.texts());
          calls.addAll(assistant.toolCalls());
        }
        case ToolMessage tool -> tool.texts().forEach(text -> lines.add(said(tool, text)));
      }
    }
    String text = String.join("\n", lines);
    long words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
    String reason = calls.isEmpty() ? "stop" : "tool_calls";
    return new Reply(
        Optional.empty(),
        List.of(new Choice(reason, text, calls)),
        Optional.of(new Usage(words, words)));
  }

  private static String said(ToolMessage tool, String text) {
    return "Tool Response for tool ID '%s' with name '%s': %s"
        .formatted(tool.toolId(), tool.name(), text);
  }

  /** The names of a tool's parameters in the order of the alphabet. */
  private static String arguments(Tool tool) {
    if (tool.parameters().isEmpty()) {
      return "";
    }
    try {
      JsonNode properties = JSON.readTree(tool.parameters().get()).path("properties");
      if (!properties.isMissingNode() && !properties.isObject()) {
        throw new ComponentException(
            "the properties of tool " + tool.name() + " must be an object, not " + properties);
      }
      TreeSet<String> names = new TreeSet<>();
      properties.fieldNames().forEachRemaining(names::add);
      return String.join(",", names);
    } catch (JsonProcessingException e) {
      throw new ComponentException(
          "the parameters of tool " + tool.name() + " are no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
