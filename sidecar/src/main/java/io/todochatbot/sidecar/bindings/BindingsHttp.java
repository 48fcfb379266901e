package io.todochatbot.sidecar.bindings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.OutputBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Output bindings over HTTP. */
public final class BindingsHttp {
  private static final String BODY = "failed deserializing HTTP body: ";

  private BindingsHttp() {}

  /** Binds the bindings API's path. */
  public static void bind(HttpApi http, BindingsApi api) {
    for (String verb : List.of("POST", "PUT")) {
      http.on(
          verb, "/v1.0/bindings/{name}", api.invoke, BindingsHttp::request, BindingsHttp::answer);
    }
  }

  private static HttpOut answer(Optional<OutputBinding.Result> result) {
    return result
        .map(
            r ->
                new HttpOut(
                    200, BindingsApi.headers(r.metadata()), HttpOut.json(200, r.data()).body()))
        .orElse(HttpOut.noContent());
  }

  private static BindingsApi.Invoke request(HttpIn in) {
    JsonNode body = Json.parse(in, BODY);
    if (!body.isObject() && !body.isNull()) {
      throw malformed(body, "Go value of type http.OutputBindingRequest");
    }
    String operation = "";
    JsonNode data = NullNode.getInstance();
    Map<String, String> metadata = Map.of();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      JsonNode value = field.getValue();
      // Go finds fields whatever their case
      switch (field.getKey().toLowerCase(Locale.ROOT)) {
        case "operation" -> operation = text(value, "operation");
        case "data" -> data = value;
        case "metadata" -> metadata = metadata(value);
        default -> {
          // what else a request says is nobody's concern
        }
      }
    }
    return new BindingsApi.Invoke(in.variable("name"), operation, Json.write(data), metadata);
  }

  private static Map<String, String> metadata(JsonNode node) {
    if (!node.isObject() && !node.isNull()) {
      throw malformed(
          node, "Go struct field OutputBindingRequest.metadata of type map[string]string");
    }
    Map<String, String> metadata = new HashMap<>();
    node.properties().forEach(e -> metadata.put(e.getKey(), text(e.getValue(), "metadata")));
    return metadata;
  }

  private static String text(JsonNode node, String field) {
    if (node.isNull()) {
      return "";
    }
    if (!node.isTextual()) {
      throw malformed(node, "Go struct field OutputBindingRequest." + field + " of type string");
    }
    return node.textValue();
  }

  private static DaprError malformed(JsonNode node, String target) {
    String kind =
        switch (node.getNodeType()) {
          case ARRAY -> "array";
          case BOOLEAN -> "bool";
          case NUMBER -> "number";
          case STRING -> "string";
          default -> "object";
        };
    return new DaprError(
        ErrorCode.MALFORMED_REQUEST, BODY + "json: cannot unmarshal " + kind + " into " + target);
  }
}
