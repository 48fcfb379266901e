package io.todochatbot.todo.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * JSON as every service speaks it: members in snake_case, times as RFC 3339 text, absent rather
 * than null. Thread-safe.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  /** The value as JSON text. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads one JSON value.
   *
   * @throws BadJson if the text is not JSON or does not fit the type; the message says where
   */
  public static <T> T read(String text, Class<T> type) {
    return type.cast(read(text, (Type) type));
  }

  /** As {@link #read(String, Class)}, for a generic type. */
  public static Object read(String text, Type type) {
    try {
      Object value = MAPPER.readValue(text, MAPPER.constructType(type));
      if (value == null) {
        throw new BadJson("found null, expected a value", null);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new BadJson(reason(e), e);
    }
  }

  /** Reads any JSON text as a tree, for those that must look before they bind. */
  public static JsonNode tree(String text) {
    return (JsonNode) read(text, (Type) JsonNode.class);
  }

  /**
   * Binds a tree to a type.
   *
   * @throws BadJson if it does not fit
   */
  public static <T> T bind(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new BadJson(reason(e), e);
    }
  }

  /** A value as a tree. */
  public static JsonNode toTree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static String reason(JsonProcessingException e) {
    String where =
        e.getLocation() == null || e.getLocation().getLineNr() < 1
            ? ""
            : "line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ": ";
    String first = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
    return where + first;
  }

  /** Text that is not the JSON we expect. */
  public static final class BadJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was found and what was expected. */
    public BadJson(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
