package io.todochatbot.todo.dapr;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of another service.
 *
 * @param appId whom
 * @param method HTTP method in capitals
 * @param path path without query, such as {@code /api/tasks}
 * @param query query parameters, not encoded
 * @param headers headers to send along
 * @param json the JSON body, if any
 */
public record Invocation(
    String appId,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    @Nullable String json) {

  /** Copies the maps. */
  public Invocation {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** A GET without a query. */
  public static Invocation get(String appId, String path, Map<String, String> headers) {
    return new Invocation(appId, "GET", path, Map.of(), headers, null);
  }

  /** A call with a JSON body. */
  public static Invocation send(
      String appId, String method, String path, Map<String, String> headers, String json) {
    return new Invocation(appId, method, path, Map.of(), headers, json);
  }
}
