package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of a JSON object as Go's {@code encoding/json} fills a struct: names in any
 * case, null as absent, and a value of another type is an error in Go's words.
 */
final class GoFields {
  private final JsonNode node;
  private final String struct;

  /**
   * The fields of {@code node}.
   *
   * @param struct what errors call the object
   * @throws IllegalArgumentException if it is no object
   */
  GoFields(JsonNode node, String struct, String type) {
    if (!node.isObject() && !node.isNull()) {
      throw wrong(node, "value of type " + type);
    }
    this.node = node;
    this.struct = struct;
  }

  /** A field by its name, whatever its case. */
  static Optional<JsonNode> find(JsonNode object, String name) {
    JsonNode exact = object.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return object.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** A field that is there and not null. */
  Optional<JsonNode> find(String name) {
    return find(node, name).filter(found -> !found.isNull());
  }

  /** A text; empty if absent. */
  String text(String name) {
    Optional<JsonNode> found = find(name);
    if (found.isPresent() && !found.get().isTextual()) {
      throw wrong(found.get(), field(name, "string"));
    }
    return found.map(JsonNode::textValue).orElse("");
  }

  /** A truth value; false if absent. */
  boolean flag(String name) {
    Optional<JsonNode> found = find(name);
    if (found.isPresent() && !found.get().isBoolean()) {
      throw wrong(found.get(), field(name, "bool"));
    }
    return found.map(JsonNode::booleanValue).orElse(false);
  }

  /** A whole number; 0 if absent. */
  int number(String name) {
    Optional<JsonNode> found = find(name);
    if (found.isPresent() && !found.get().canConvertToInt()) {
      throw wrong(found.get(), field(name, "int32"));
    }
    return found.map(JsonNode::intValue).orElse(0);
  }

  /** A map of texts; empty if the field is absent. */
  Optional<Map<String, String>> texts(String name) {
    Optional<JsonNode> found = find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!found.get().isObject()) {
      throw wrong(found.get(), field(name, "map[string]string"));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : found.get().properties()) {
      if (!entry.getValue().isTextual()) {
        throw wrong(entry.getValue(), field(name, "string"));
      }
      texts.put(entry.getKey(), entry.getValue().textValue());
    }
    return Optional.of(texts);
  }

  private String field(String name, String type) {
    return "struct field " + struct + "." + name + " of type " + type;
  }

  /** The error for a value that is not what {@code target} needs. */
  static IllegalArgumentException wrong(JsonNode node, String target) {
    return new IllegalArgumentException(
        "json: cannot unmarshal " + GoJson.kind(node) + " into Go " + target);
  }
}
