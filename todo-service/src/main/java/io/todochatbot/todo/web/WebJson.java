package io.todochatbot.todo.web;

import io.javalin.json.JsonMapper;
import io.todochatbot.todo.json.Json;
import java.lang.reflect.Type;

/** {@link Json} as Javalin's mapper. */
final class WebJson implements JsonMapper {
  @Override
  public String toJsonString(Object value, Type type) {
    return Json.write(value);
  }

  @Override
  // the signature is Javalin's, which promises T for the type it passes
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> T fromJsonString(String json, Type type) {
    return (T) Json.read(json, type);
  }
}
