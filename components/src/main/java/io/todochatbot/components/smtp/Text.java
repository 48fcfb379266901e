package io.todochatbot.components.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The body of a mail: data that came over HTTP is JSON, of which a string stands for its text. */
final class Text {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Text() {}

  static String of(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    if (!text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    try {
      JsonNode node = JSON.readTree(data);
      return node.isTextual() ? node.textValue() : text;
    } catch (IOException plain) {
      return text;
    }
  }
}
