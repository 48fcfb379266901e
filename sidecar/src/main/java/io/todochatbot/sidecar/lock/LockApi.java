package io.todochatbot.sidecar.lock;

import io.dapr.v1.DaprLockProtos.TryLockRequest;
import io.dapr.v1.DaprLockProtos.UnlockRequest;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.LockStore;
import java.time.Duration;
import java.util.List;

/** What Dapr's lock API does, once, for every wire. */
public final class LockApi {
  final Operation<TryLockRequest, Boolean> tryLock =
      new Operation<>("TryLock", ApiGroup.alpha1("lock"), this::tryLock);
  final Operation<UnlockRequest, LockStore.Outcome> unlock =
      new Operation<>("Unlock", ApiGroup.alpha1("unlock"), this::unlock);

  private final Components components;
  private final String appId;

  /** The lock API over the stores in {@code components} for the application {@code appId}. */
  public LockApi(Components components, String appId) {
    this.components = components;
    this.appId = appId;
  }

  /**
   * Refuses a lock store that can't be used as it is configured.
   *
   * @throws ComponentException saying why
   */
  public static void judge(Loaded store) {
    LockKeys.judge(store);
  }

  private boolean tryLock(Call call, TryLockRequest request) {
    if (request.getExpiryInSeconds() <= 0) {
      throw malformed("ExpiryInSeconds is not positive", request.getStoreName());
    }
    Guarded<LockStore> store =
        store(request.getStoreName(), request.getResourceId(), request.getLockOwner());
    try {
      String key = LockKeys.stored(store.info(), request.getResourceId(), appId);
      Duration expiry = Duration.ofSeconds(request.getExpiryInSeconds());
      return store.call("try_lock", s -> s.tryLock(key, request.getLockOwner(), expiry));
    } catch (ComponentException e) {
      throw failed(ErrorCode.LOCK_TRY, "failed to try acquiring lock: ", e);
    }
  }

  private LockStore.Outcome unlock(Call call, UnlockRequest request) {
    Guarded<LockStore> store =
        store(request.getStoreName(), request.getResourceId(), request.getLockOwner());
    try {
      String key = LockKeys.stored(store.info(), request.getResourceId(), appId);
      return store.call("unlock", s -> s.unlock(key, request.getLockOwner()));
    } catch (ComponentException e) {
      throw failed(ErrorCode.LOCK_UNLOCK, "failed to release lock: ", e);
    }
  }

  /** The store, once the request is known to be whole: in daprd's order of refusals. */
  private Guarded<LockStore> store(String name, String resource, String owner) {
    if (!components.any(LockStore.class)) {
      throw new DaprError(ErrorCode.LOCK_STORE_NOT_CONFIGURED, "lock store is not configured");
    }
    if (resource.isEmpty()) {
      throw malformed("ResourceId is empty", name);
    }
    if (owner.isEmpty()) {
      throw malformed("LockOwner is empty", name);
    }
    return components
        .find(LockStore.class, name)
        .orElseThrow(
            () ->
                new DaprError(ErrorCode.LOCK_STORE_NOT_FOUND, "lock store " + name + " not found"));
  }

  private static DaprError malformed(String what, String store) {
    return new DaprError(ErrorCode.MALFORMED_REQUEST, what + " in lock store " + store);
  }

  private static DaprError failed(ErrorCode code, String what, ComponentException cause) {
    return new DaprError(code, what + cause.getMessage(), cause, List.of());
  }
}
