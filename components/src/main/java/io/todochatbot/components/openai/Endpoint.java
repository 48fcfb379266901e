package io.todochatbot.components.openai;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.todochatbot.spi.ComponentException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a model is served.
 *
 * @param url the base URL; empty for OpenAI's own
 * @param key sent as bearer token
 * @param headers sent beside it
 * @param query sent with every request
 */
record Endpoint(
    Optional<String> url,
    String key,
    String model,
    Map<String, String> headers,
    Map<String, String> query) {
  /** A last resort: how long an answer may take is the resiliency policy's to say. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * OpenAI, Azure OpenAI or a server like them.
   *
   * @param environment the environment variables
   * @throws ComponentException if there is no key, or Azure's address is incomplete
   */
  static Endpoint openAi(OpenAiConversation.Settings settings, Map<String, String> environment) {
    String key = first(settings.key(), environment.getOrDefault("OPENAI_API_KEY", ""));
    if (key.isEmpty()) {
      throw new ComponentException(
          "missing the API key: set the metadata entry key or the environment variable"
              + " OPENAI_API_KEY");
    }
    if (!settings.apiType().equalsIgnoreCase("azure")) {
      String model =
          first(environment.getOrDefault("OPENAI_MODEL", ""), settings.model(), "gpt-5-nano");
      return new Endpoint(settings.endpoint(), key, model, Map.of(), Map.of());
    }
    if (settings.endpoint().isEmpty() || settings.apiVersion().isEmpty()) {
      throw new ComponentException(
          "endpoint and apiVersion must be provided when apiType is set to 'azure'");
    }
    String model =
        first(environment.getOrDefault("AZURE_OPENAI_MODEL", ""), settings.model(), "gpt-4.1-nano");
    return new Endpoint(
        Optional.of(
            settings.endpoint().get().replaceFirst("/+$", "") + "/openai/deployments/" + model),
        key,
        model,
        Map.of("api-key", key),
        Map.of("api-version", settings.apiVersion().get()));
  }

  /** Ollama. */
  static Endpoint ollama(OllamaConversation.Settings settings, Map<String, String> environment) {
    String model =
        first(environment.getOrDefault("OLLAMA_MODEL", ""), settings.model(), "llama3.2:latest");
    return new Endpoint(
        Optional.of(settings.endpoint()), settings.key(), model, Map.of(), Map.of());
  }

  /** A client of the model. */
  ChatModel client() {
    OpenAiChatModel.OpenAiChatModelBuilder builder =
        OpenAiChatModel.builder()
            // HTTP/1.1: servers of the kind that people run themselves stumble over an upgrade
            .httpClientBuilder(
                new JdkHttpClientBuilder()
                    .httpClientBuilder(
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)))
            .apiKey(key)
            .modelName(model)
            .customHeaders(headers)
            .customQueryParams(query)
            .timeout(LIMIT)
            .maxRetries(0);
    url.ifPresent(builder::baseUrl);
    return builder.build();
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
