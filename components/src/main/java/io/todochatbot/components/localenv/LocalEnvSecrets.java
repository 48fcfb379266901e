package io.todochatbot.components.localenv;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.Setting;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code secretstores.local.env}: environment variables as secrets. Dapr's own ({@code DAPR_*},
 * {@code APP_API_TOKEN}) stay hidden; a variable that is missing or hidden is empty, as in daprd.
 */
final class LocalEnvSecrets implements SecretStore {

  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "secretstores.local.env",
          Settings.class,
          (settings, context) -> new LocalEnvSecrets(settings, context, System.getenv()));
    }
  }

  /**
   * The settings.
   *
   * @param prefix what precedes a secret's name in its variable's name
   */
  public record Settings(
      @Setting(meaning = "what precedes a secret's name in the name of its environment variable")
          String prefix) {}

  private final String prefix;
  private final System.Logger log;
  private final Map<String, String> environment;

  LocalEnvSecrets(Settings settings, ComponentContext context, Map<String, String> environment) {
    this.prefix = settings.prefix();
    this.log = context.log();
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Map<String, String> get(String name, Map<String, String> metadata) {
    String variable = prefix + name;
    if (isHidden(variable)) {
      log.log(System.Logger.Level.WARNING, "Access to env var {0} is forbidden", name);
      return Map.of(name, "");
    }
    return Map.of(name, environment.getOrDefault(variable, ""));
  }

  @Override
  public Map<String, Map<String, String>> all(Map<String, String> metadata) {
    Map<String, Map<String, String>> secrets = new TreeMap<>();
    environment.forEach(
        (variable, value) -> {
          boolean named = prefix.isEmpty() || variable.length() > prefix.length();
          if (named && variable.startsWith(prefix) && !isHidden(variable)) {
            String name = variable.substring(prefix.length());
            secrets.put(name, Map.of(name, value));
          }
        });
    return secrets;
  }

  private static boolean isHidden(String variable) {
    String upper = variable.toUpperCase(Locale.ROOT);
    return upper.equals("APP_API_TOKEN") || upper.startsWith("DAPR_");
  }
}
