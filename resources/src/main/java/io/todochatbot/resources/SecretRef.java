package io.todochatbot.resources;

import java.util.Optional;

/**
 * Points to a value in a secret store.
 *
 * @param name the secret's name
 * @param key the field in the secret
 */
public record SecretRef(@Field(required = true) String name, Optional<String> key) {
  /** Returns the field's name; a secret of one value names it as itself. */
  public String keyOrName() {
    return key.filter(k -> !k.isEmpty()).orElse(name);
  }
}
