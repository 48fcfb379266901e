package io.todochatbot.resources;

import java.util.Optional;

/**
 * A header that is sent with each export of traces.
 *
 * @param value its text, unless it is kept elsewhere
 * @param secretKeyRef where a secret store keeps it
 * @param envRef the environment variable that has it
 */
public record OtelHeader(
    @Field(required = true) String name,
    @Field(any = true) Optional<String> value,
    Optional<SecretRef> secretKeyRef,
    Optional<String> envRef) {
  /**
   * Reads {@code name=value}, the form of a file; Kubernetes has a mapping instead.
   *
   * @throws IllegalArgumentException without an equals sign
   */
  static OtelHeader of(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException('"' + text + "\" (expected: name=value)");
    }
    return of(text.substring(0, equals), text.substring(equals + 1));
  }

  /** Returns a header whose value is written out. */
  static OtelHeader of(String name, String value) {
    return new OtelHeader(name, Optional.of(value), Optional.empty(), Optional.empty());
  }
}
