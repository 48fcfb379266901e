package io.todochatbot.resources;

import java.util.List;
import java.util.Locale;

/**
 * Which secrets of one store the app may read.
 *
 * @param defaultAccess {@code allow} or {@code deny}; empty for allow
 * @param allowedSecrets if there are any, only these may be read
 * @param deniedSecrets these may not
 */
public record SecretScope(
    String defaultAccess,
    @Field(required = true) String storeName,
    List<String> allowedSecrets,
    List<String> deniedSecrets) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if {@code defaultAccess} is another word
   */
  public SecretScope {
    if (!List.of("", "allow", "deny").contains(defaultAccess.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "defaultAccess " + defaultAccess + " can be either allow or deny");
    }
    allowedSecrets = List.copyOf(allowedSecrets);
    deniedSecrets = List.copyOf(deniedSecrets);
  }

  /** Whether the app may read the secret. */
  public boolean allows(String secret) {
    if (!allowedSecrets.isEmpty()) {
      return allowedSecrets.contains(secret);
    }
    return !defaultAccess.equalsIgnoreCase("deny") && !deniedSecrets.contains(secret);
  }
}
