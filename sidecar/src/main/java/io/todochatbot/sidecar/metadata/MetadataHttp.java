package io.todochatbot.sidecar.metadata;

import com.fasterxml.jackson.core.JsonGenerator;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Metadata over HTTP. */
public final class MetadataHttp {
  private MetadataHttp() {}

  /** Binds the metadata API's paths. */
  public static void bind(HttpApi http, MetadataApi api) {
    http.on("GET", "/v1.0/metadata", api.get, in -> true, info -> render(api, info));
    http.on(
        "PUT",
        "/v1.0/metadata/{key}",
        api.put,
        in ->
            new MetadataApi.Put(in.variable("key"), new String(in.bytes(), StandardCharsets.UTF_8)),
        done -> HttpOut.noContent());
  }

  /** Binds what the public port shows. */
  public static void bindPublic(HttpApi http, MetadataApi api) {
    http.on("GET", "/v1.0/metadata", api.getPublic, in -> true, info -> render(api, info));
  }

  private static HttpOut render(MetadataApi api, MetadataInfo info) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", info.id());
      json.writeStringField("runtimeVersion", api.version());
      if (!info.enabledFeatures().isEmpty()) {
        json.writeArrayFieldStart("enabledFeatures");
        for (String feature : info.enabledFeatures()) {
          json.writeString(feature);
        }
        json.writeEndArray();
      }
      components(json, info);
      json.writeObjectFieldStart("extended");
      strings(json, info.extended());
      json.writeEndObject();
      subscriptions(json, info);
      endpoints(json, info);
      app(json, info.app());
      json.writeObjectFieldStart("actorRuntime");
      json.writeStringField("runtimeStatus", "DISABLED");
      json.writeBooleanField("hostReady", false);
      json.writeStringField("placement", "placement: disconnected");
      json.writeEndObject();
      json.writeObjectFieldStart("workflows");
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpOut.json(200, bytes.toByteArray());
  }

  private static void components(JsonGenerator json, MetadataInfo info) throws IOException {
    if (info.components().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("components");
    for (Loaded component : info.components()) {
      json.writeStartObject();
      json.writeStringField("name", component.name());
      json.writeStringField("type", component.type());
      if (!component.version().isEmpty()) {
        json.writeStringField("version", component.version());
      }
      if (!component.capabilities().isEmpty()) {
        json.writeArrayFieldStart("capabilities");
        for (String capability : component.capabilities()) {
          json.writeString(capability);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void subscriptions(JsonGenerator json, MetadataInfo info) throws IOException {
    if (info.subscriptions().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("subscriptions");
    for (Subscribed subscription : info.subscriptions()) {
      json.writeStartObject();
      json.writeStringField("pubsubname", subscription.pubsubName());
      json.writeStringField("topic", subscription.topic());
      if (!subscription.metadata().isEmpty()) {
        json.writeObjectFieldStart("metadata");
        strings(json, subscription.metadata());
        json.writeEndObject();
      }
      if (!subscription.rules().isEmpty()) {
        json.writeArrayFieldStart("rules");
        for (Subscribed.Rule rule : subscription.rules()) {
          json.writeStartObject();
          optional(json, "match", rule.match());
          optional(json, "path", rule.path());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeStringField("deadLetterTopic", subscription.deadLetterTopic());
      json.writeStringField("type", subscription.type());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void endpoints(JsonGenerator json, MetadataInfo info) throws IOException {
    if (info.httpEndpoints().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("httpEndpoints");
    for (String endpoint : info.httpEndpoints()) {
      json.writeStartObject();
      json.writeStringField("name", endpoint);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void app(JsonGenerator json, MetadataInfo.App app) throws IOException {
    json.writeObjectFieldStart("appConnectionProperties");
    if (app.port() > 0) {
      json.writeNumberField("port", app.port());
    }
    json.writeStringField("protocol", app.protocol());
    optional(json, "channelAddress", app.channelAddress());
    if (app.maxConcurrency() > 0) {
      json.writeNumberField("maxConcurrency", app.maxConcurrency());
    }
    if (app.health().isPresent()) {
      MetadataApi.HealthCheck health = app.health().get();
      json.writeObjectFieldStart("health");
      optional(json, "healthCheckPath", health.path());
      json.writeStringField("healthProbeInterval", health.interval());
      json.writeStringField("healthProbeTimeout", health.timeout());
      json.writeNumberField("healthThreshold", health.threshold());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void strings(JsonGenerator json, Map<String, String> map) throws IOException {
    for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
  }
}
