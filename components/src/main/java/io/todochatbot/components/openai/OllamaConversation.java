package io.todochatbot.components.openai;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code conversation.ollama}: a model on one's own machine, over the part of Ollama's API that is
 * OpenAI's (https://docs.dapr.io/reference/components-reference/supported-conversation/ollama/).
 */
final class OllamaConversation {
  private OllamaConversation() {}

  /** Registers the model. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "conversation.ollama",
          Settings.class,
          (settings, context) ->
              OpenAiConversation.of(
                  Endpoint.ollama(settings, System.getenv()),
                  settings.responseCacheTTL(),
                  context));
    }
  }

  /**
   * The settings.
   *
   * @param key sent as API key; Ollama itself ignores it
   * @param model the model's name
   * @param endpoint the base URL of the server's OpenAI API
   * @param responseCacheTTL how long an answer serves equal requests
   */
  public record Settings(
      @Setting(
              meaning = "sent as API key, for a proxy before Ollama",
              fallback = "ollama",
              secret = true)
          String key,
      @Setting(
              meaning =
                  "the model; the environment variable OLLAMA_MODEL goes before it,"
                      + " llama3.2:latest is taken without both")
          String model,
      @Setting(
              meaning = "the base URL of the server's OpenAI API",
              fallback = "http://localhost:11434/v1")
          String endpoint,
      @Setting(
              meaning = "how long an answer is kept for equal requests",
              aliases = {"cacheTTL"})
          Optional<Duration> responseCacheTTL) {}
}
