package io.todochatbot.components.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.Conversation;
import io.todochatbot.spi.Conversation.AssistantMessage;
import io.todochatbot.spi.Conversation.SystemMessage;
import io.todochatbot.spi.Conversation.Tool;
import io.todochatbot.spi.Conversation.ToolCall;
import io.todochatbot.spi.Conversation.ToolMessage;
import io.todochatbot.spi.Conversation.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiConversationTest {
  private static final Tool WEATHER =
      new Tool(
          "weather",
          "tells the weather",
          Optional.of(
              """
              {"type": "object", "properties": {"city": {"type": "string", "minLength": 1},
               "days": {"$ref": "#/$defs/days"}}, "required": ["city"],
               "$defs": {"days": {"type": "integer"}}}
              """));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private ModelServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ModelServer();
    server.says("hello you");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsTheWholeTalkAndReadsTheAnswerWithWhatItCost() {
    Conversation.Reply reply =
        openAi(Optional.empty())
            .converse(
                new Conversation.Request(
                    List.of(
                        new SystemMessage(List.of("be kind")),
                        new UserMessage(List.of("hi", "there")),
                        new AssistantMessage(
                            List.of("let me see"),
                            List.of(new ToolCall("c1", "weather", "{\"city\":\"Oslo\"}"))),
                        new ToolMessage("c1", "weather", List.of("rain"))),
                    List.of(),
                    Optional.empty(),
                    0.5,
                    Optional.empty(),
                    Optional.of(Duration.ofHours(24)),
                    Map.of("user", "u1")));

    assertThat(reply.model()).contains("the-model");
    assertThat(reply.choices())
        .containsExactly(new Conversation.Choice("stop", "hello you", List.of()));
    assertThat(reply.usage())
        .contains(new Conversation.Usage(7, 5, 12, OptionalLong.of(2), OptionalLong.of(3)));
    ModelServer.Got got = server.requests().getFirst();
    assertThat(got.path()).isEqualTo("/v1/chat/completions");
    assertThat(got.authorization()).isEqualTo("Bearer secret");
    JsonNode body = got.body();
    assertThat(body.path("model").asText()).isEqualTo("m1");
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("prompt_cache_retention").asText()).isEqualTo("24h");
    assertThat(body.path("metadata").path("user").asText()).isEqualTo("u1");
    assertThat(body.path("messages").findValuesAsText("role"))
        .containsExactly("system", "user", "assistant", "tool");
    assertThat(body.path("messages").get(2).path("tool_calls").get(0).path("function").toString())
        .isEqualTo("{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}");
    assertThat(body.path("messages").get(3).path("tool_call_id").asText()).isEqualTo("c1");
  }

  @Test
  void offersToolsAndReadsWhichTheModelWants() {
    server.answers(
        200,
        """
        {"id": "1", "model": "m", "choices": [{"index": 0, "finish_reason": "tool_calls",
          "message": {"role": "assistant", "tool_calls": [{"id": "c9", "type": "function",
            "function": {"name": "weather", "arguments": "{\\"city\\":\\"Rome\\"}"}}]}}]}
        """);

    Conversation.Reply reply =
        openAi(Optional.empty())
            .converse(asking("rain?", List.of(WEATHER, tool("other")), "weather"));

    assertThat(reply.choices())
        .containsExactly(
            new Conversation.Choice(
                "tool_calls", "", List.of(new ToolCall("c9", "weather", "{\"city\":\"Rome\"}"))));
    assertThat(reply.usage()).isEmpty();
    JsonNode body = server.requests().getFirst().body();
    assertThat(body.path("tools")).as("only the one that was chosen").hasSize(1);
    assertThat(body.path("tool_choice").asText()).isEqualTo("required");
    JsonNode parameters = body.path("tools").get(0).path("function").path("parameters");
    assertThat(parameters.path("properties").path("city").path("minLength").asInt()).isEqualTo(1);
    assertThat(parameters.path("required").toString()).isEqualTo("[\"city\"]");
    assertThat(parameters.path("$defs").path("days").path("type").asText()).isEqualTo("integer");
  }

  @Test
  void passesTheSchemaThatTheAnswerHasToFollow() {
    openAi(Optional.empty())
        .converse(
            new Conversation.Request(
                List.of(new UserMessage(List.of("hi"))),
                List.of(),
                Optional.empty(),
                0,
                Optional.of(
                    "{\"name\": \"task\", \"type\": \"object\", \"properties\": {\"n\": {\"type\": \"integer\"}}}"),
                Optional.empty(),
                Map.of()));

    JsonNode format = server.requests().getFirst().body().path("response_format");
    assertThat(format.path("type").asText()).isEqualTo("json_schema");
    assertThat(format.path("json_schema").path("name").asText()).isEqualTo("task");
    assertThat(format.path("json_schema").path("schema").toString())
        .isEqualTo("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}");
  }

  @Test
  void tellsWhatTheServerRefusedAndAsksOnlyOnce() {
    server.answers(429, "{\"error\": {\"message\": \"slow down\"}}");

    assertThatThrownBy(() -> openAi(Optional.empty()).converse(saying("hi")))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("slow down");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void failsWhereAToolWasRequiredAndTheModelSaysNothing() {
    server.says("");

    assertThatThrownBy(
            () ->
                openAi(Optional.empty()).converse(asking("x", List.of(tool("other")), "required")))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("none of the 1 tools");
  }

  @Test
  void answersEqualRequestsFromMemoryUntilTheTimeIsOver() {
    Conversation model = openAi(Optional.of(Duration.ofMinutes(10)));
    model.converse(saying("hi"));
    server.says("something else");

    assertThat(model.converse(saying("hi")).choices().getFirst().text()).isEqualTo("hello you");
    assertThat(model.converse(saying("ho")).choices().getFirst().text())
        .isEqualTo("something else");
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(10)));
    assertThat(model.converse(saying("hi")).choices().getFirst().text())
        .isEqualTo("something else");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void speaksToOllamaWithoutAKey() {
    Conversation model =
        OpenAiConversation.of(
            Endpoint.ollama(
                new OllamaConversation.Settings(
                    "ollama", "", server.url() + "/v1", Optional.empty()),
                Map.of("OLLAMA_MODEL", "small")),
            Optional.empty(),
            context());

    assertThat(model.converse(saying("hi")).choices().getFirst().text()).isEqualTo("hello you");
    assertThat(server.requests().getFirst().body().path("model").asText()).isEqualTo("small");
  }

  @Test
  void speaksToAzureByDeploymentAndVersion() {
    Conversation model =
        OpenAiConversation.of(
            Endpoint.openAi(
                settings("secret", Optional.of(server.url() + "/"), "azure", Optional.of("v9")),
                Map.of()),
            Optional.empty(),
            context());
    model.converse(saying("hi"));

    ModelServer.Got got = server.requests().getFirst();
    assertThat(got.path()).isEqualTo("/openai/deployments/m1/chat/completions");
    assertThat(got.query()).isEqualTo("api-version=v9");
    assertThat(got.apiKey()).isEqualTo("secret");
    assertThatThrownBy(
            () ->
                Endpoint.openAi(
                    settings("k", Optional.empty(), "azure", Optional.empty()), Map.of()))
        .hasMessage("endpoint and apiVersion must be provided when apiType is set to 'azure'");
  }

  @Test
  void asksForAKeyWhereNeitherMetadataNorEnvironmentHasOne() {
    OpenAiConversation.Settings none = settings("", Optional.empty(), "open_ai", Optional.empty());

    assertThatThrownBy(() -> Endpoint.openAi(none, Map.of()))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("OPENAI_API_KEY");
    assertThat(Endpoint.openAi(none, Map.of("OPENAI_API_KEY", "k", "OPENAI_MODEL", "m2")))
        .isEqualTo(new Endpoint(Optional.empty(), "k", "m2", Map.of(), Map.of()));
  }

  private Conversation openAi(Optional<Duration> cache) {
    return OpenAiConversation.of(
        Endpoint.openAi(
            settings("secret", Optional.of(server.url() + "/v1"), "open_ai", Optional.empty()),
            Map.of()),
        cache,
        context());
  }

  private static OpenAiConversation.Settings settings(
      String key, Optional<String> endpoint, String type, Optional<String> version) {
    return new OpenAiConversation.Settings(key, "m1", endpoint, Optional.empty(), type, version);
  }

  private ComponentContext context() {
    return new ComponentContext("llm", "app", "", "", now::get, Map.of(), System.getLogger("test"));
  }

  private static Tool tool(String name) {
    return new Tool(name, "", Optional.empty());
  }

  private static Conversation.Request saying(String text) {
    return new Conversation.Request(
        List.of(new UserMessage(List.of(text))),
        List.of(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static Conversation.Request asking(String text, List<Tool> tools, String choice) {
    return new Conversation.Request(
        List.of(new UserMessage(List.of(text))),
        tools,
        Optional.of(choice),
        0,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
