package io.todochatbot.resources;

import java.util.Optional;

/**
 * One named entry whose value is written out or kept elsewhere.
 *
 * @param value the text of any YAML scalar, or JSON for a map or list
 * @param secretKeyRef where a secret store keeps the value
 * @param envRef the environment variable that has the value
 */
public record NamedValue(
    @Field(required = true) String name,
    @Field(any = true) Optional<String> value,
    Optional<SecretRef> secretKeyRef,
    Optional<String> envRef,
    Location location) {
  /** Takes a reference to nothing for none, as daprd does: programs write all fields. */
  public NamedValue {
    secretKeyRef = secretKeyRef.filter(secret -> !secret.name().isEmpty());
    envRef = envRef.filter(variable -> !variable.isEmpty());
  }

  /** Hides the value, which may be a secret. */
  @Override
  public String toString() {
    return "NamedValue[" + name + "]";
  }
}
