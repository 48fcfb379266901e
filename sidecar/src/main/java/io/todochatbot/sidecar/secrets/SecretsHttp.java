package io.todochatbot.sidecar.secrets;

import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;

/** Secrets over HTTP. */
public final class SecretsHttp {
  private SecretsHttp() {}

  /** Binds the secrets API's paths. */
  public static void bind(HttpApi http, SecretsApi api) {
    http.on(
        "GET",
        "/v1.0/secrets/{store}/bulk",
        api.getAll,
        in -> new SecretsApi.GetAll(in.variable("store"), in.metadata()),
        all -> HttpOut.json(200, Json.write(all)));
    http.on(
        "GET",
        "/v1.0/secrets/{store}/{key}",
        api.get,
        in -> new SecretsApi.Get(in.variable("store"), in.variable("key"), in.metadata()),
        secret -> HttpOut.json(200, Json.write(secret)));
  }
}
