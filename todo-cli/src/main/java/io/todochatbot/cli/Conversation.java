package io.todochatbot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What is said to a running chatbot, and what it answers. */
final class Conversation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReadyFile stack;
  private String conversation = "";
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Conversation(ReadyFile stack) {
    this.stack = stack;
  }

  /**
   * A conversation with the one that wrote a ready file.
   *
   * @throws Failure if there is no such file: it does not run
   */
  static Conversation with(Path readyFile) {
    try {
      return new Conversation(ReadyFile.read(readyFile));
    } catch (IOException e) {
      throw notRunning(e);
    }
  }

  /**
   * Says a sentence and gives the reply.
   *
   * @throws Failure if nobody answers, or the answer is a refusal
   */
  String say(String sentence) {
    try {
      HttpResponse<String> answer =
          http.send(request(sentence), HttpResponse.BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new Failure(
            body.path("detail").asText(body.path("title").asText("status " + answer.statusCode())));
      }
      conversation = body.path("conversation_id").asText(conversation);
      return body.path("reply").asText();
    } catch (JsonProcessingException e) {
      throw new Failure("the answer of " + stack.api() + " is not the chatbot's", e);
    } catch (IOException e) {
      throw notRunning(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  private HttpRequest request(String sentence) throws JsonProcessingException {
    return HttpRequest.newBuilder(URI.create(stack.api() + "/chat"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + stack.token())
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(said(sentence))))
        .build();
  }

  /** What is said belongs to what was said before, so that "do that one" has a meaning. */
  private Map<String, String> said(String sentence) {
    return conversation.isEmpty()
        ? Map.of("message", sentence)
        : Map.of("message", sentence, "conversation_id", conversation);
  }

  private static Failure notRunning(IOException e) {
    return new Failure("the Todo Chatbot is not running; start it with: ./todo up", e);
  }
}
