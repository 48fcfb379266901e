package io.todochatbot.sidecar.secrets;

import io.todochatbot.resources.SecretScope;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Dapr's secrets API does, once, for every wire. */
public final class SecretsApi {
  private static final ApiGroup GROUP = ApiGroup.v1("secrets");

  /** A read of one secret. */
  record Get(String store, String key, Map<String, String> metadata) {}

  /** A read of every secret. */
  record GetAll(String store, Map<String, String> metadata) {}

  final Operation<Get, Map<String, String>> get = new Operation<>("GetSecret", GROUP, this::get);
  final Operation<GetAll, Map<String, Map<String, String>>> getAll =
      new Operation<>("GetBulkSecret", GROUP, this::getAll);

  private final Components components;
  private final List<SecretScope> scopes;

  /** The secrets API over the stores in {@code components}, kept to {@code scopes}. */
  public SecretsApi(Components components, List<SecretScope> scopes) {
    this.components = components;
    this.scopes = List.copyOf(scopes);
  }

  private Map<String, String> get(Call call, Get request) {
    Guarded<SecretStore> store = store(request.store());
    if (!allowed(request.store(), request.key())) {
      throw new DaprError(
          ErrorCode.SECRET_PERMISSION_DENIED,
          "access denied by policy to get \""
              + request.key()
              + "\" from \""
              + request.store()
              + "\"");
    }
    try {
      return store.call("get", s -> s.get(request.key(), request.metadata()));
    } catch (ComponentException e) {
      throw new DaprError(
          ErrorCode.SECRET_GET,
          "failed getting secret with key "
              + request.key()
              + " from secret store "
              + request.store()
              + ": "
              + e.getMessage(),
          e,
          List.of());
    }
  }

  private Map<String, Map<String, String>> getAll(Call call, GetAll request) {
    Guarded<SecretStore> store = store(request.store());
    Map<String, Map<String, String>> visible = new TreeMap<>();
    try {
      store
          .call("bulk_get", s -> s.all(request.metadata()))
          .forEach(
              (name, secret) -> {
                if (allowed(request.store(), name)) {
                  visible.put(name, secret);
                }
              });
    } catch (ComponentException e) {
      throw new DaprError(
          ErrorCode.SECRET_GET,
          "failed getting secrets from secret store " + request.store() + ": " + e.getMessage(),
          e,
          List.of());
    }
    return visible;
  }

  private Guarded<SecretStore> store(String name) {
    if (!components.any(SecretStore.class)) {
      throw new DaprError(ErrorCode.SECRET_STORES_NOT_CONFIGURED, "secret store is not configured");
    }
    return components
        .find(SecretStore.class, name)
        .orElseThrow(
            () ->
                new DaprError(
                    ErrorCode.SECRET_STORE_NOT_FOUND,
                    "failed finding secret store with key " + name));
  }

  private boolean allowed(String store, String secret) {
    Optional<SecretScope> scope =
        scopes.stream().filter(s -> s.storeName().equals(store)).findFirst();
    return scope.isEmpty() || scope.get().allows(secret);
  }
}
