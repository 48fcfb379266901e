package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that a sidecar printed.
 *
 * @param fields of a line in JSON or logfmt; empty for any other text
 */
record LogLine(String raw, JsonNode fields) {
  private static final Pattern PAIR = Pattern.compile("(\\w+)=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S*)");

  static LogLine parse(String raw) {
    JsonNode json =
        raw.startsWith("{")
            ? Json.parse(raw).orElse(JsonNodeFactory.instance.objectNode())
            : logfmt(raw);
    return new LogLine(raw, json);
  }

  /** The ways in which the golden files write such a line. */
  List<String> spellings() {
    String message = fields.path("msg").asText();
    return fields.has("msg")
        ? List.of(raw, message, fields.path("level").asText() + ": " + message)
        : List.of(raw);
  }

  private static ObjectNode logfmt(String raw) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    if (raw.startsWith("time=")) {
      Matcher pair = PAIR.matcher(raw);
      while (pair.find()) {
        String value = pair.group(2);
        fields.put(
            pair.group(1),
            value.startsWith("\"") ? Json.parse(value).map(JsonNode::asText).orElse(value) : value);
      }
    }
    return fields;
  }
}
