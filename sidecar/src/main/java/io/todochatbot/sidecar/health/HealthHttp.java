package io.todochatbot.sidecar.health;

import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpOut;

/** Health and shutdown over HTTP. */
public final class HealthHttp {
  private HealthHttp() {}

  /** Binds the health checks, which the public port has too. */
  public static void bindPublic(HttpApi http, HealthApi api) {
    http.on(
        "GET",
        "/v1.0/healthz",
        api.ready,
        in -> in.parameter("appid").filter(id -> !id.isEmpty()),
        done -> HttpOut.noContent());
    http.on("GET", "/v1.0/healthz/outbound", api.outbound, in -> true, done -> HttpOut.noContent());
  }

  /** Binds the health checks and the shutdown. */
  public static void bind(HttpApi http, HealthApi api) {
    bindPublic(http, api);
    http.on("POST", "/v1.0/shutdown", api.shutdown, in -> true, done -> HttpOut.noContent());
  }
}
