package io.todochatbot.sidecar.configuration;

import io.todochatbot.sidecar.api.ApiGroup.Version;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configuration over HTTP. */
public final class ConfigurationHttp {
  private ConfigurationHttp() {}

  /** Binds the configuration API's paths. */
  public static void bind(HttpApi http, ConfigurationApi api) {
    for (Version version : List.of(Version.V1, Version.ALPHA1)) {
      String store = "/" + version.on(Wire.HTTP) + "/configuration/{store}";
      http.on(
          "GET",
          store,
          api.get(version),
          ConfigurationHttp::keys,
          items ->
              items.isEmpty() ? HttpOut.noContent() : HttpOut.json(200, ItemJson.items(items)));
      http.on(
          "GET",
          store + "/subscribe",
          api.subscribe(version),
          ConfigurationHttp::keys,
          id -> HttpOut.json(200, Json.write(Map.of("id", id))));
      http.on(
          "GET",
          store + "/{id}/unsubscribe",
          api.unsubscribe(version),
          in -> new ConfigurationApi.Unsubscribe(in.variable("store"), in.variable("id")),
          ConfigurationHttp::ended);
    }
  }

  private static ConfigurationApi.Keys keys(HttpIn in) {
    return new ConfigurationApi.Keys(in.variable("store"), in.parameters("key"), in.metadata());
  }

  private static HttpOut ended(Optional<String> failure) {
    return failure
        .map(why -> HttpOut.json(500, Json.write(Map.of("message", why))))
        .orElseGet(() -> HttpOut.json(200, Json.write(Map.of("ok", true))));
  }
}
