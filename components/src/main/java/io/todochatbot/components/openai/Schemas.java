package io.todochatbot.components.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import io.todochatbot.spi.ComponentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON schemas as langchain4j has them: it wants the outermost object taken apart, what is inside
 * passes as it is.
 */
final class Schemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Schemas() {}

  /**
   * The parameters of a tool.
   *
   * @throws ComponentException if they are no JSON object
   */
  static JsonObjectSchema parameters(String schema) {
    ObjectNode object = read(schema);
    JsonObjectSchema.Builder built = JsonObjectSchema.builder();
    object
        .path("properties")
        .properties()
        .forEach(e -> built.addProperty(e.getKey(), raw(e.getValue())));
    if (object.path("required").isArray()) {
      List<String> required = new ArrayList<>();
      object.path("required").forEach(name -> required.add(name.asText()));
      built.required(required);
    }
    if (object.path("description").isTextual()) {
      built.description(object.path("description").asText());
    }
    if (object.path("additionalProperties").isBoolean()) {
      built.additionalProperties(object.path("additionalProperties").asBoolean());
    }
    Map<String, JsonSchemaElement> definitions = new java.util.LinkedHashMap<>();
    object.path("$defs").properties().forEach(e -> definitions.put(e.getKey(), raw(e.getValue())));
    if (!definitions.isEmpty()) {
      built.definitions(definitions);
    }
    return built.build();
  }

  /**
   * A schema of an answer, without the entries that name it, which daprd takes from it too.
   *
   * @throws ComponentException if it is no JSON object
   */
  static JsonSchemaElement element(String schema) {
    ObjectNode object = read(schema);
    object.remove(List.of("name", "strict"));
    return raw(object);
  }

  /** What a schema calls itself, {@code response} if it doesn't say. */
  static String name(String schema) {
    String name = read(schema).path("name").asText("");
    return name.isEmpty() ? "response" : name;
  }

  private static JsonRawSchema raw(JsonNode schema) {
    return JsonRawSchema.from(schema.toString());
  }

  private static ObjectNode read(String schema) {
    try {
      if (JSON.readTree(schema) instanceof ObjectNode object) {
        return object;
      }
      throw new ComponentException("a JSON schema must be an object, not " + schema);
    } catch (JsonProcessingException e) {
      throw new ComponentException("a JSON schema is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
