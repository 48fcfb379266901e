package io.todochatbot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;

/** What is said to a running chatbot, and what it answers. */
final class Conversation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 30_000;

  private final ReadyFile stack;
  private String conversation = "";

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
      HttpURLConnection call = post(JSON.writeValueAsBytes(said(sentence)));
      try {
        boolean refused = call.getResponseCode() != HttpURLConnection.HTTP_OK;
        try (InputStream body = refused ? call.getErrorStream() : call.getInputStream()) {
          JsonNode answer = body == null ? JSON.nullNode() : JSON.readTree(body);
          return refused ? refuse(call, answer) : reply(answer);
        }
      } finally {
        call.disconnect();
      }
    } catch (JsonProcessingException e) {
      throw new Failure("the answer of " + stack.api() + " is not the chatbot's", e);
    } catch (IOException e) {
      throw notRunning(e);
    }
  }

  // HttpURLConnection, not HttpClient: that one sets up TLS first and takes three times as long.
  private HttpURLConnection post(byte[] body) throws IOException {
    URL url = URI.create(stack.api() + "/chat").toURL();
    HttpURLConnection call = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    call.setConnectTimeout(PATIENCE_MILLIS);
    call.setReadTimeout(PATIENCE_MILLIS);
    call.setRequestMethod("POST");
    call.setRequestProperty("Content-Type", "application/json");
    call.setRequestProperty("Authorization", "Bearer " + stack.token());
    call.setDoOutput(true);
    call.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = call.getOutputStream()) {
      out.write(body);
    }
    return call;
  }

  private String reply(JsonNode answer) {
    conversation = answer.path("conversation_id").asText(conversation);
    return answer.path("reply").asText();
  }

  private static String refuse(HttpURLConnection call, JsonNode answer) throws IOException {
    String status = "the chatbot answered with status " + call.getResponseCode();
    throw new Failure(answer.path("detail").asText(answer.path("title").asText(status)));
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
