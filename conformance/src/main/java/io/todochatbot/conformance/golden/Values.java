package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the placeholders of one running setup stand for: its ports and folder, and what was
 * captured.
 */
final class Values {
  private static final Pattern NAMED = Pattern.compile("\\{\\{([^{}]+)}}");
  private static final Pattern CAPTURED = Pattern.compile("<(etag\\d+|subscriptionId)>");
  private static final Pattern REPEATED = Pattern.compile("<(.)\\*(\\d+)>");
  private static final Pattern BASE64 = Pattern.compile("<base64 of (.*)>", Pattern.DOTALL);
  private static final Pattern MANY = Pattern.compile("(\\d+) (.)");

  private final Map<String, String> named = new ConcurrentHashMap<>();
  private final Map<String, String> captured = new ConcurrentHashMap<>();

  void put(String name, String value) {
    named.put(name, value);
  }

  void capture(String name, String value) {
    captured.put(name, value);
  }

  Optional<String> captured(String name) {
    return Optional.ofNullable(captured.get(name));
  }

  /** Replaces {@code {{name}}}; an unknown name stays as it is. */
  String fill(String text) {
    return NAMED.matcher(text).replaceAll(m -> quoted(named.getOrDefault(m.group(1), m.group())));
  }

  /** Everything that may stand in a text to be sent: names, captures, repetitions, base64. */
  String toSend(String text) {
    String filled =
        REPEATED.matcher(fill(text)).replaceAll(m -> quoted(m.group(1).repeat(number(m, 2))));
    filled =
        CAPTURED
            .matcher(filled)
            .replaceAll(m -> quoted(captured.getOrDefault(m.group(1), m.group())));
    Matcher base64 = BASE64.matcher(filled);
    if (base64.matches()) {
      byte[] plain = many(base64.group(1)).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(plain);
    }
    return filled;
  }

  /** The same for every text inside a JSON value. */
  JsonNode toSend(JsonNode node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node.isTextual()) {
      return TextNode.valueOf(toSend(node.asText()));
    }
    if (node.isArray()) {
      var array = make.arrayNode();
      node.forEach(element -> array.add(toSend(element)));
      return array;
    }
    if (node.isObject()) {
      var object = make.objectNode();
      node.properties().forEach(f -> object.set(toSend(f.getKey()), toSend(f.getValue())));
      return object;
    }
    return node;
  }

  /** {@code 70000 x} is 70000 times x; any other text is itself. */
  static String many(String text) {
    Matcher many = MANY.matcher(text);
    return many.matches() ? many.group(2).repeat(number(many, 1)) : text;
  }

  private static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
