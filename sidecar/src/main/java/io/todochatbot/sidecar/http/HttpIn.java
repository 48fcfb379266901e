package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request that matched a bound path.
 *
 * @param method the verb
 * @param path the path as received, undecoded, without the query
 * @param query what stands behind the {@code ?}, undecoded; empty if nothing
 * @param variables the decoded values of the bound path's variables; {@code *} is the undecoded
 *     rest
 * @param headers the request's headers
 * @param body the body; in memory unless the path was bound as streaming
 */
public record HttpIn(
    String method,
    String path,
    String query,
    Map<String, String> variables,
    Headers headers,
    Body body) {
  private static final String METADATA = "metadata.";

  /** A variable of the bound path. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no variable " + name + " in the bound path");
    }
    return value;
  }

  /** A header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The body's bytes. */
  public byte[] bytes() {
    return body.readAll();
  }

  /** The first query parameter of that name, decoded. */
  public Optional<String> parameter(String name) {
    return Query.parse(query).stream()
        .filter(p -> p.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Every query parameter of that name, decoded. */
  public List<String> parameters(String name) {
    return Query.parse(query).stream()
        .filter(p -> p.getKey().equals(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The query's {@code metadata.*} parameters, without that prefix. */
  public Map<String, String> metadata() {
    if (query.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    List<Map.Entry<String, String>> parameters = Query.parse(query);
    for (Map.Entry<String, String> parameter : parameters) {
      if (parameter.getKey().startsWith(METADATA)) {
        found.put(parameter.getKey().substring(METADATA.length()), parameter.getValue());
      }
    }
    return found;
  }
}
