package io.todochatbot.components.openai;

import com.google.auto.service.AutoService;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.ChatModel;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Conversation;
import io.todochatbot.spi.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code conversation.openai}: OpenAI, Azure OpenAI and every server that speaks OpenAI's chat API
 * (https://docs.dapr.io/reference/components-reference/supported-conversation/openai/). Calls are
 * not repeated here: that is the resiliency policy's.
 */
final class OpenAiConversation implements Conversation {

  /** Registers the model. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "conversation.openai",
          Settings.class,
          (settings, context) ->
              of(Endpoint.openAi(settings, System.getenv()), settings.responseCacheTTL(), context));
    }
  }

  /**
   * The settings.
   *
   * @param key the API key
   * @param model the model's name
   * @param endpoint the server's base URL
   * @param responseCacheTTL how long an answer serves equal requests
   * @param apiType whether the server is Azure's
   * @param apiVersion the version of Azure's API
   */
  public record Settings(
      @Setting(
              meaning = "the API key; without it the environment variable OPENAI_API_KEY counts",
              secret = true)
          String key,
      @Setting(
              meaning =
                  "the model; the environment variable OPENAI_MODEL, or AZURE_OPENAI_MODEL for"
                      + " Azure, goes before it, gpt-5-nano or gpt-4.1-nano is taken without both")
          String model,
      @Setting(meaning = "the base URL of the server, such as http://localhost:8000/v1")
          Optional<String> endpoint,
      @Setting(
              meaning = "how long an answer is kept for equal requests",
              aliases = {"cacheTTL"})
          Optional<Duration> responseCacheTTL,
      @Setting(meaning = "azure for Azure OpenAI", fallback = "open_ai") String apiType,
      @Setting(meaning = "the version of Azure's API, required there")
          Optional<String> apiVersion) {}

  private final ChatModel model;

  private OpenAiConversation(ChatModel model) {
    this.model = model;
  }

  /** The model behind {@code endpoint}, its answers kept for {@code ttl} if there is one. */
  static Conversation of(Endpoint endpoint, Optional<Duration> ttl, ComponentContext context) {
    Conversation conversation = new OpenAiConversation(endpoint.client());
    return ttl.<Conversation>map(t -> new CachedReplies(conversation, t, context.clock()))
        .orElse(conversation);
  }

  @Override
  public Reply converse(Request request) {
    Reply reply;
    try {
      reply = Replies.of(model.chat(Requests.of(request)));
    } catch (LangChain4jException e) {
      throw new ComponentException(String.valueOf(e.getMessage()), e);
    }
    boolean silent =
        reply.choices().stream().allMatch(c -> c.text().isEmpty() && c.toolCalls().isEmpty());
    if (silent && request.toolChoice().equals(Optional.of("required"))) {
      throw new ComponentException(
          "the model said nothing and called none of the "
              + request.tools().size()
              + " tools though one was required");
    }
    return reply;
  }
}
