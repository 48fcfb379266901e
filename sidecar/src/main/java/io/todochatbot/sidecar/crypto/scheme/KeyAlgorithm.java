package io.todochatbot.sidecar.crypto.scheme;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a document's own key is encrypted. */
enum KeyAlgorithm {
  A256KW("A256KW", 1),
  A128CBC_NOPAD("A128CBC-NOPAD", 2),
  A192CBC_NOPAD("A192CBC-NOPAD", 3),
  A256CBC_NOPAD("A256CBC-NOPAD", 4),
  RSA_OAEP_256("RSA-OAEP-256", 5);

  private final String text;
  private final int number;

  KeyAlgorithm(String text, int number) {
    this.text = text;
    this.number = number;
  }

  /** Reads an algorithm's name, whatever its case, or one of the two short names. */
  static KeyAlgorithm parse(String given) {
    String name = given.toUpperCase(Locale.ROOT);
    return switch (name) {
      case "AES" -> A256KW;
      case "RSA" -> RSA_OAEP_256;
      default ->
          Arrays.stream(values())
              .filter(algorithm -> algorithm.text.equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new DocumentException(
                          "option Algorithm is not valid: algorithm "
                              + name
                              + " is not supported"));
    };
  }

  /** The algorithm that a manifest means by {@code number}. */
  static Optional<KeyAlgorithm> of(int number) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.number == number).findFirst();
  }

  String text() {
    return text;
  }

  int number() {
    return number;
  }
}
