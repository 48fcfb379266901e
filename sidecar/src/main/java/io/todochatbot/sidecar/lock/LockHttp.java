package io.todochatbot.sidecar.lock;

import io.dapr.v1.DaprLockProtos.TryLockRequest;
import io.dapr.v1.DaprLockProtos.UnlockRequest;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.http.ProtoJson;
import java.util.Map;

/** Locks over HTTP, whose answers show every field, statuses as numbers. */
public final class LockHttp {
  private LockHttp() {}

  /** Binds the lock API's paths. */
  public static void bind(HttpApi http, LockApi api) {
    http.on(
        "POST",
        "/v1.0-alpha1/lock/{store}",
        api.tryLock,
        in ->
            ProtoJson.read(in, TryLockRequest.getDefaultInstance()).toBuilder()
                .setStoreName(in.variable("store"))
                .build(),
        success -> HttpOut.json(200, Json.write(Map.of("success", success))));
    http.on(
        "POST",
        "/v1.0-alpha1/unlock/{store}",
        api.unlock,
        in ->
            ProtoJson.read(in, UnlockRequest.getDefaultInstance()).toBuilder()
                .setStoreName(in.variable("store"))
                .build(),
        outcome ->
            HttpOut.json(200, Json.write(Map.of("status", LockGrpc.status(outcome).getNumber()))));
  }
}
