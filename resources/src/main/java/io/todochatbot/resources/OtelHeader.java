package io.todochatbot.resources;

/** A header that is sent with each export of traces. */
public record OtelHeader(@Field(required = true) String name, @Field(any = true) String value) {
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
    return new OtelHeader(text.substring(0, equals), text.substring(equals + 1));
  }
}
