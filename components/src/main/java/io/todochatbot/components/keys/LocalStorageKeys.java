package io.todochatbot.components.keys;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.CryptoProvider;
import io.todochatbot.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code crypto.dapr.localstorage}: a folder whose files are keys, known by their names. Each is
 * read when it is needed, so that a changed file counts at once.
 */
final class LocalStorageKeys implements CryptoProvider.Keys {
  /** Registers the provider. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("crypto.dapr.localstorage", Settings.class, LocalStorageKeys::new);
    }
  }

  /**
   * The settings.
   *
   * @param path the folder
   */
  public record Settings(
      @Setting(meaning = "the folder whose files are keys: PEM, JWK, Base64 or raw bytes")
          String path) {}

  private final Path folder;

  LocalStorageKeys(Settings settings, ComponentContext context) {
    if (settings.path().isEmpty()) {
      throw refused("metadata property 'path' is required");
    }
    folder = Path.of(settings.path()).normalize();
    if (!Files.exists(folder)) {
      throw refused(
          "could not stat path '" + folder + "': stat " + folder + ": no such file or directory");
    }
    if (!Files.isDirectory(folder)) {
      throw refused("path '" + folder + "' is not a directory");
    }
  }

  @Override
  public StoredKey key(String name) {
    if (name.contains("..")) {
      throw new ComponentException("invalid key path: cannot contain '..'");
    }
    try {
      // a leading slash stays within the folder
      Path file = Path.of(folder.toString(), name).normalize();
      return new StoredKey(Files.readAllBytes(file), form(file));
    } catch (NoSuchFileException e) {
      throw new ComponentException.NotFound(
          failed(name, "open " + e.getFile() + ": no such file or directory"));
    } catch (IOException | InvalidPathException e) {
      throw new ComponentException(failed(name, String.valueOf(e.getMessage())), e);
    }
  }

  private static Form form(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Form.JWK;
    }
    return name.endsWith(".pem") ? Form.PEM : Form.ANY;
  }

  private static String failed(String name, String why) {
    return "failed to load key '" + name + "': " + why;
  }

  private static ComponentException refused(String why) {
    return new ComponentException("failed to load metadata: " + why);
  }
}
