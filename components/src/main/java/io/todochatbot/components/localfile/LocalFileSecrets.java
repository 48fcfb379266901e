package io.todochatbot.components.localfile;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.Setting;
import java.util.Map;

/**
 * {@code secretstores.local.file}: secrets from a JSON file that is read once, at start. Nested
 * names are joined by a separator; with {@code multiValued}, an object is one secret of several
 * keys.
 */
class LocalFileSecrets implements SecretStore {

  /** Registers the store. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("secretstores.local.file", Settings.class, LocalFileSecrets::open);
    }
  }

  /**
   * The settings.
   *
   * @param secretsFile the file's path
   * @param nestedSeparator what joins nested names
   * @param multiValued whether an object is one secret
   */
  public record Settings(
      @Setting(meaning = "the path of the JSON file that holds the secrets") String secretsFile,
      @Setting(meaning = "what joins the names of nested objects", fallback = ":")
          String nestedSeparator,
      @Setting(meaning = "whether an object is one secret of several keys", fallback = "false")
          boolean multiValued) {}

  /** The variant that tells the sidecar of its several keys. */
  static final class MultiValued extends LocalFileSecrets implements MultipleKeyValues {
    MultiValued(Map<String, Map<String, String>> secrets) {
      super(secrets);
    }
  }

  private final Map<String, Map<String, String>> secrets;

  LocalFileSecrets(Map<String, Map<String, String>> secrets) {
    this.secrets = secrets;
  }

  static LocalFileSecrets open(Settings settings, ComponentContext context) {
    if (settings.secretsFile().isEmpty()) {
      throw new ComponentException("missing local secrets file in metadata");
    }
    String separator = settings.nestedSeparator().isEmpty() ? ":" : settings.nestedSeparator();
    SecretsFile file = new SecretsFile(separator);
    return settings.multiValued()
        ? new MultiValued(file.multiValued(settings.secretsFile()))
        : new LocalFileSecrets(file.flat(settings.secretsFile()));
  }

  @Override
  public Map<String, String> get(String name, Map<String, String> metadata) {
    Map<String, String> secret = secrets.get(name);
    if (secret == null) {
      throw new ComponentException.NotFound("secret " + name + " not found");
    }
    return secret;
  }

  @Override
  public Map<String, Map<String, String>> all(Map<String, String> metadata) {
    return secrets;
  }
}
