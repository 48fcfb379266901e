package io.todochatbot.components.vault;

import com.google.auto.service.AutoService;
import io.todochatbot.components.rest.RestClient;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code secretstores.hashicorp.vault}: secrets of Vault's key/value engine
 * (https://docs.dapr.io/reference/components-reference/supported-secret-stores/hashicorp-vault/).
 * Beyond Dapr's: sign-in by AppRole, and version 1 of the engine.
 */
class VaultSecrets implements SecretStore {

  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("secretstores.hashicorp.vault", VaultSettings.class, VaultSecrets::open);
    }
  }

  /** The variant whose secrets are maps, which it tells the sidecar. */
  static final class Maps extends VaultSecrets implements MultipleKeyValues {
    Maps(VaultSettings settings, RestClient vault, VaultToken token) {
      super(settings, vault, token);
    }
  }

  private final VaultSettings settings;
  private final Engine engine;
  private final RestClient vault;
  private final VaultToken token;

  VaultSecrets(VaultSettings settings, RestClient vault, VaultToken token) {
    this.settings = settings;
    this.engine = Engine.of(settings);
    this.vault = vault;
    this.token = token;
  }

  static VaultSecrets open(VaultSettings settings, ComponentContext context) {
    if (settings.skipVerify()) {
      context.log().log(
          System.Logger.Level.INFO,
          "hashicorp vault: you are using 'skipVerify' to skip server config verify which is"
              + " unsafe!");
    }
    RestClient vault = new RestClient(settings.vaultAddr(), settings.tls());
    VaultToken token = VaultToken.of(settings, vault, context.clock());
    return settings.vaultValueType() == VaultSettings.ValueType.MAP
        ? new Maps(settings, vault, token)
        : new VaultSecrets(settings, vault, token);
  }

  @Override
  public Map<String, String> get(String name, Map<String, String> metadata) {
    return read(name, metadata.getOrDefault("version_id", "0"))
        .orElseThrow(
            () ->
                new ComponentException.NotFound(
                    "getSecret " + name + " failed secret key or version not exist"));
  }

  @Override
  public Map<String, Map<String, String>> all(Map<String, String> metadata) {
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    for (String name : names("")) {
      read(name, metadata.getOrDefault("version_id", "0"))
          .ifPresent(secret -> secrets.put(name, secret));
    }
    return secrets;
  }

  private Optional<Map<String, String>> read(String name, String version) {
    RestClient.Answer answer = ask(engine.secret(name, version));
    if (answer.status() == 404) {
      return Optional.empty();
    }
    require(answer, "get secret " + name);
    return Optional.of(
        settings.vaultValueType() == VaultSettings.ValueType.MAP
            ? engine.values(answer.body())
            : Map.of(name, engine.text(answer.body())));
  }

  /** The names of every secret under {@code folder}, which is empty or ends with a slash. */
  private List<String> names(String folder) {
    RestClient.Answer answer = ask(engine.folder(folder));
    if (answer.status() == 404) {
      return List.of();
    }
    require(answer, "list the secrets");
    List<String> names = new ArrayList<>();
    for (String key : engine.keys(answer.body())) {
      if (key.endsWith("/")) {
        names.addAll(names(folder + key));
      } else {
        names.add(folder + key);
      }
    }
    return names;
  }

  /** Asks with the token; once more with a new one if Vault no longer takes it. */
  private RestClient.Answer ask(String path) {
    RestClient.Answer answer = vault.get(path, headers(token.current()));
    return answer.status() == 403 && token.renew()
        ? vault.get(path, headers(token.current()))
        : answer;
  }

  private static Map<String, String> headers(String token) {
    return Map.of("X-Vault-Token", token, "X-Vault-Request", "true");
  }

  private static void require(RestClient.Answer answer, String what) {
    if (!answer.ok()) {
      throw new ComponentException(
          "Vault refuses to "
              + what
              + ": status code "
              + answer.status()
              + ", body "
              + answer.body().strip());
    }
  }
}
