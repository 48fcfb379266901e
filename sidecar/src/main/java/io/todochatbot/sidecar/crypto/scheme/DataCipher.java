package io.todochatbot.sidecar.crypto.scheme;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** How a document's segments are encrypted; both add a tag of 16 bytes. */
enum DataCipher {
  AES_GCM("AES-GCM", 1, "AES", "AES/GCM/NoPadding"),
  CHACHA20_POLY1305("CHACHA20-POLY1305", 2, "ChaCha20", "ChaCha20-Poly1305");

  static final int TAG_BYTES = 16;

  private final String text;
  private final int number;
  private final String keyAlgorithm;
  private final String transformation;

  DataCipher(String text, int number, String keyAlgorithm, String transformation) {
    this.text = text;
    this.number = number;
    this.keyAlgorithm = keyAlgorithm;
    this.transformation = transformation;
  }

  /** Reads a cipher's name, whatever its case. */
  static DataCipher parse(String given) {
    String name = given.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(cipher -> cipher.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DocumentException(
                    "option Cipher is not valid: cipher " + name + " is not supported"));
  }

  /** The cipher that a manifest means by {@code number}. */
  static Optional<DataCipher> of(int number) {
    return Arrays.stream(values()).filter(cipher -> cipher.number == number).findFirst();
  }

  int number() {
    return number;
  }

  String keyAlgorithm() {
    return keyAlgorithm;
  }

  String transformation() {
    return transformation;
  }

  AlgorithmParameterSpec parameters(byte[] nonce) {
    return switch (this) {
      case AES_GCM -> new GCMParameterSpec(TAG_BYTES * 8, nonce);
      case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
    };
  }
}
