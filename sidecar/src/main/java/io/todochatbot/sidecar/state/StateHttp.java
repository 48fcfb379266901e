package io.todochatbot.sidecar.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.StateStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State over HTTP: paths, headers and JSON, nothing else. */
public final class StateHttp {
  private static final String STORE = "/v1.0/state/{store}";
  private static final String BODY = "failed deserializing HTTP body: ";

  private StateHttp() {}

  /** Binds the state API's paths. */
  public static void bind(HttpApi http, StateApi api) {
    http.on(
        "GET",
        STORE + "/{key}",
        api.get,
        in -> new StateApi.Get(in.variable("store"), in.variable("key"), in.metadata()),
        StateHttp::entry);
    http.on("DELETE", STORE + "/{key}", api.delete, StateHttp::delete, done -> HttpOut.noContent());
    for (String verb : List.of("POST", "PUT")) {
      http.on(verb, STORE, api.save, StateHttp::save, done -> HttpOut.noContent());
      http.on(verb, STORE + "/bulk", api.bulkGet, StateHttp::bulkGet, StateHttp::found);
      http.on(
          verb,
          STORE + "/transaction",
          api.transaction,
          StateHttp::transaction,
          done -> HttpOut.noContent());
      http.on(
          verb,
          "/v1.0-alpha1/state/{store}/query",
          api.query,
          in -> in.variable("store"),
          done -> HttpOut.noContent());
    }
  }

  private static HttpOut entry(Optional<StateStore.Entry> found) {
    if (found.isEmpty()) {
      return HttpOut.noContent();
    }
    StateStore.Entry entry = found.get();
    HttpOut out = HttpOut.json(200, entry.value()).with("Etag", entry.etag());
    return entry.expires().isEmpty()
        ? out
        : out.with("metadata.ttlExpireTime", time(entry.expires().get()));
  }

  private static StateApi.Delete delete(HttpIn in) {
    return new StateApi.Delete(
        in.variable("store"),
        new StateItem(
            in.variable("key"),
            new byte[0],
            in.header("if-match"),
            in.parameter("concurrency").orElse(""),
            in.parameter("consistency").orElse(""),
            in.metadata()));
  }

  private static StateApi.Save save(HttpIn in) {
    return new StateApi.Save(
        in.variable("store"),
        () -> {
          JsonNode body = Json.parse(in, "");
          if (body.isNull()) {
            return List.of();
          }
          if (!body.isArray()) {
            throw malformed(
                "json: cannot unmarshal "
                    + kind(body)
                    + " into Go value of type []state.SetRequest");
          }
          List<StateItem> items = new ArrayList<>();
          for (JsonNode node : body) {
            StateItem item = item(node, in.metadata(), "");
            if (item.key().isEmpty()) {
              throw malformed("\"key\" is a required field");
            }
            items.add(item);
          }
          return items;
        });
  }

  private static StateApi.BulkGet bulkGet(HttpIn in) {
    return new StateApi.BulkGet(
        in.variable("store"),
        () -> {
          JsonNode body = object(in, "http.BulkGetRequest");
          List<String> keys = new ArrayList<>();
          for (JsonNode key : body.path("keys")) {
            if (!key.isTextual()) {
              throw malformed(
                  BODY
                      + "json: cannot unmarshal "
                      + kind(key)
                      + " into Go struct field BulkGetRequest.keys of type string");
            }
            keys.add(key.textValue());
          }
          return new StateApi.Wanted(keys, metadata(body, in.metadata(), BODY));
        });
  }

  private static StateApi.Transaction transaction(HttpIn in) {
    return new StateApi.Transaction(
        in.variable("store"),
        () -> {
          JsonNode body = object(in, "http.stateTransactionRequestBody");
          // the body's own metadata reaches no operation in daprd (golden: ttl in transaction)
          metadata(body, Map.of(), BODY);
          List<StateApi.Step> steps = new ArrayList<>();
          for (JsonNode operation : body.path("operations")) {
            steps.add(
                new StateApi.Step(
                    operation.path("operation").asText(),
                    item(operation.path("request"), in.metadata(), BODY)));
          }
          return steps;
        });
  }

  /** A body that must be an object, or null, which daprd takes for an empty one. */
  private static JsonNode object(HttpIn in, String goType) {
    JsonNode body = Json.parse(in, BODY);
    if (!body.isObject() && !body.isNull()) {
      throw malformed(
          BODY + "json: cannot unmarshal " + kind(body) + " into Go value of type " + goType);
    }
    return body;
  }

  private static StateItem item(JsonNode node, Map<String, String> shared, String prefix) {
    JsonNode key = node.path("key");
    if (!key.isMissingNode() && !key.isTextual() && !key.isNull()) {
      throw malformed(
          prefix
              + "json: cannot unmarshal "
              + kind(key)
              + " into Go struct field SetRequest.key of type string");
    }
    JsonNode etag = node.path("etag");
    if (!etag.isMissingNode() && !etag.isTextual() && !etag.isNull()) {
      throw malformed(
          prefix
              + "json: cannot unmarshal "
              + kind(etag)
              + " into Go struct field SetRequest.etag of type string");
    }
    JsonNode options = node.path("options");
    return new StateItem(
        key.asText(""),
        node.has("value") ? Json.write(node.get("value")) : "null".getBytes(StandardCharsets.UTF_8),
        node.hasNonNull("etag") ? Optional.of(node.get("etag").asText()) : Optional.empty(),
        options.path("concurrency").asText(""),
        options.path("consistency").asText(""),
        metadata(node, shared, prefix));
  }

  /** The node's own metadata with the query's on top. */
  private static Map<String, String> metadata(
      JsonNode node, Map<String, String> shared, String prefix) {
    JsonNode own = node.path("metadata");
    if (!own.isObject()) {
      return shared;
    }
    Map<String, String> merged = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : own.properties()) {
      if (!entry.getValue().isTextual()) {
        throw malformed(
            prefix
                + "json: cannot unmarshal "
                + kind(entry.getValue())
                + " into Go struct field SetRequest.metadata of type string");
      }
      merged.put(entry.getKey(), entry.getValue().textValue());
    }
    merged.putAll(shared);
    return merged;
  }

  private static HttpOut found(List<StateApi.Found> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartArray();
      for (StateApi.Found one : all) {
        json.writeStartObject();
        json.writeStringField("key", one.key());
        if (!one.error().isEmpty()) {
          json.writeStringField("error", one.error());
        }
        if (one.entry().isPresent()) {
          write(json, one.entry().get());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpOut.json(200, bytes.toByteArray());
  }

  private static void write(JsonGenerator json, StateStore.Entry entry) throws IOException {
    json.writeFieldName("data");
    json.writeRawValue(new String(entry.value(), StandardCharsets.UTF_8));
    json.writeStringField("etag", entry.etag());
    if (entry.expires().isPresent()) {
      json.writeObjectFieldStart("metadata");
      json.writeStringField("ttlExpireTime", time(entry.expires().get()));
      json.writeEndObject();
    }
  }

  /** A time as RFC 3339 in whole seconds. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static DaprError malformed(String message) {
    return new DaprError(ErrorCode.MALFORMED_REQUEST, message);
  }

  /** What Go's JSON decoder calls the kind of a value. */
  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      case STRING, BINARY -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      case NULL, MISSING -> "null";
    };
  }
}
