package io.todochatbot.components.keys;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.CryptoProvider;
import io.todochatbot.spi.Setting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * {@code crypto.dapr.jwks}: the keys of a JSON Web Key Set, known by their {@code kid}. The set
 * stands in the resource, in a file that is read again when it changes, or at a URL that is asked
 * again from time to time.
 */
final class JwksKeys implements CryptoProvider.Keys {
  /** Registers the provider. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("crypto.dapr.jwks", Settings.class, JwksKeys::new);
    }
  }

  /**
   * The settings.
   *
   * @param jwks the set itself, or where it is
   * @param requestTimeout how long a URL may take to answer
   * @param minRefreshInterval how old what a URL answered may become
   */
  public record Settings(
      @Setting(meaning = "the set as JSON or Base64 of it, a URL, or the path of a file")
          String jwks,
      @Setting(meaning = "how long the URL may take to answer", fallback = "30s")
          Duration requestTimeout,
      @Setting(meaning = "how long what the URL answered counts", fallback = "10m")
          Duration minRefreshInterval) {}

  private final KeySetSource source;

  JwksKeys(Settings settings, ComponentContext context) {
    String jwks = settings.jwks();
    if (context.metadata().isEmpty()) {
      throw new ComponentException("empty metadata properties");
    }
    if (jwks.isEmpty()) {
      throw new ComponentException("failed to load metadata: metadata property 'jwks' is required");
    }
    try {
      source = source(settings, context);
    } catch (ComponentException e) {
      throw new ComponentException("failed to init cache: " + e.getMessage(), e);
    }
  }

  @Override
  public StoredKey key(String name) {
    return new StoredKey(
        source
            .find(name)
            .orElseThrow(() -> new ComponentException.NotFound("key not found"))
            .getBytes(StandardCharsets.UTF_8),
        Form.JWK);
  }

  private static KeySetSource source(Settings settings, ComponentContext context) {
    String jwks = settings.jwks();
    if (jwks.startsWith("https://") || jwks.startsWith("http://")) {
      if (jwks.startsWith("http://")) {
        context.log().log(
            System.Logger.Level.WARNING,
            "Loading JWK from an HTTP endpoint without TLS: this is not recommended on"
                + " production environments.");
      }
      return new KeySetUrl(
          URI.create(jwks),
          atLeast(settings.requestTimeout(), Duration.ofMillis(1), Duration.ofSeconds(30)),
          atLeast(settings.minRefreshInterval(), Duration.ofSeconds(1), Duration.ofMinutes(10)),
          context);
    }
    Optional<Path> file = file(jwks);
    if (file.isPresent()) {
      return new KeySetFile(file.get(), context.log());
    }
    KeySet set = inline(jwks);
    return set::find;
  }

  private static Duration atLeast(Duration given, Duration least, Duration otherwise) {
    return given.compareTo(least) < 0 ? otherwise : given;
  }

  private static Optional<Path> file(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::isRegularFile);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static KeySet inline(String text) {
    String json;
    try {
      json = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noBase64) {
      json = text;
    }
    try {
      return KeySet.parse(json);
    } catch (ComponentException e) {
      throw new ComponentException(
          "failed to parse property 'location': not a URL, path to local file, or JSON value"
              + " (optionally base64-encoded)",
          e);
    }
  }
}
