package io.todochatbot.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Talks with a language model ({@code conversation.*}). */
public interface Conversation extends Component {
  /**
   * Sends the messages to the model and returns what it says.
   *
   * @throws ComponentException if the model can't be reached or refuses
   */
  Reply converse(Request request);

  /**
   * What is sent to the model.
   *
   * @param messages the talk so far, oldest first
   * @param tools what the model may ask to be called
   * @param toolChoice {@code auto}, {@code none}, {@code required} or a tool's name
   * @param temperature how freely the model chooses its words; 0 leaves it to the model
   * @param responseSchema the JSON schema, as JSON, that the answer has to follow
   * @param cacheRetention how long the model's server may keep the prompt for later calls
   * @param metadata what the caller wants recorded with the call
   */
  record Request(
      List<Message> messages,
      List<Tool> tools,
      Optional<String> toolChoice,
      double temperature,
      Optional<String> responseSchema,
      Optional<Duration> cacheRetention,
      Map<String, String> metadata) {
    /** Copies the collections. */
    public Request {
      messages = List.copyOf(messages);
      tools = List.copyOf(tools);
      metadata = Map.copyOf(metadata);
    }
  }

  /** One message of a talk. */
  sealed interface Message {
    /** What it says, part by part. */
    List<String> texts();
  }

  /** Says how the model should behave. */
  record SystemMessage(List<String> texts) implements Message {
    /** Copies the list. */
    public SystemMessage {
      texts = List.copyOf(texts);
    }
  }

  /** Says what the user wants. */
  record UserMessage(List<String> texts) implements Message {
    /** Copies the list. */
    public UserMessage {
      texts = List.copyOf(texts);
    }
  }

  /** Says what the model said before, and which tools it asked for. */
  record AssistantMessage(List<String> texts, List<ToolCall> toolCalls) implements Message {
    /** Copies the lists. */
    public AssistantMessage {
      texts = List.copyOf(texts);
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /**
   * Says what a tool answered.
   *
   * @param toolId the id of the call it answers; empty if none was given
   * @param name the tool's name
   */
  record ToolMessage(String toolId, String name, List<String> texts) implements Message {
    /** Copies the list. */
    public ToolMessage {
      texts = List.copyOf(texts);
    }
  }

  /**
   * A tool the model may ask for.
   *
   * @param description what it is for; empty if it says nothing
   * @param parameters the JSON schema, as JSON, of its arguments; empty if it has none
   */
  record Tool(String name, String description, Optional<String> parameters) {}

  /**
   * A model's wish to have a tool called.
   *
   * @param id names this wish; empty if the model gave none
   * @param arguments as the model wrote them, JSON as a rule
   */
  record ToolCall(String id, String name, String arguments) {}

  /**
   * What a model answered.
   *
   * @param model the model that did, if it said so
   * @param choices the answers; most models give one
   */
  record Reply(Optional<String> model, List<Choice> choices, Optional<Usage> usage) {
    /** Copies the list. */
    public Reply {
      choices = List.copyOf(choices);
    }
  }

  /**
   * One answer.
   *
   * @param finishReason why the model stopped: {@code stop}, {@code length}, {@code tool_calls},
   *     {@code content_filter} or {@code unknown}
   * @param text what it says; empty if it only asks for tools
   */
  record Choice(String finishReason, String text, List<ToolCall> toolCalls) {
    /** Copies the list. */
    public Choice {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /**
   * What a call cost, in tokens.
   *
   * @param reasoning of those of the answer, what the model only thought
   * @param cached of those of the prompt, what came from the server's cache
   */
  record Usage(
      long prompt, long completion, long total, OptionalLong reasoning, OptionalLong cached) {
    /** A usage without details. */
    public Usage(long prompt, long completion) {
      this(prompt, completion, prompt + completion, OptionalLong.empty(), OptionalLong.empty());
    }
  }
}
