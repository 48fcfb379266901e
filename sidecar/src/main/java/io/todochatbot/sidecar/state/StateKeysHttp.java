package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Listing an application's keys over HTTP: {@code GET /v1.0/state/{store}}; not in Dapr. */
public final class StateKeysHttp {
  /** The feature of a Configuration that switches it on. */
  public static final String FEATURE = "StateListKeys";

  private StateKeysHttp() {}

  /** Binds the path. */
  public static void bind(HttpApi http, StateApi api) {
    http.on("GET", "/v1.0/state/{store}", api.keys, StateKeysHttp::request, StateKeysHttp::page);
  }

  private static StateApi.ListKeys request(HttpIn in) {
    return new StateApi.ListKeys(
        in.variable("store"),
        in.parameter("prefix").orElse(""),
        in.parameter("limit").filter(l -> !l.isEmpty()),
        in.parameter("after").filter(a -> !a.isEmpty()));
  }

  private static HttpOut page(KeyList list) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("keys", list.keys());
    list.after().ifPresent(after -> body.put("after", after));
    return HttpOut.json(200, Json.write(body));
  }
}
