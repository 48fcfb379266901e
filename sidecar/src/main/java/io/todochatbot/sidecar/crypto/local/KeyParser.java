package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.StoredKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Reads keys in every form in which Dapr's components keep them. */
final class KeyParser {
  private KeyParser() {}

  /**
   * Reads a key.
   *
   * @throws ComponentException saying why it is none
   */
  static UsableKey parse(StoredKey key) {
    byte[] bytes = key.bytes();
    if (bytes.length == 0) {
      throw new ComponentException("key is empty");
    }
    return switch (key.form()) {
      case JWK -> JwkKeys.parse(text(bytes));
      case PEM -> PemKeys.parse(text(bytes));
      case ANY -> guess(bytes);
    };
  }

  /** A key of 16, 24 or 32 bytes is taken for a symmetric one although it begins like JSON. */
  private static UsableKey guess(byte[] bytes) {
    boolean keySize = bytes.length == 16 || bytes.length == 24 || bytes.length == 32;
    if (bytes[0] == '{' && !keySize) {
      return JwkKeys.parse(text(bytes));
    }
    if (bytes.length > 10 && text(Arrays.copyOf(bytes, 5)).equals("-----")) {
      return PemKeys.parse(text(bytes));
    }
    return new UsableKey(new UsableKey.Symmetric(symmetric(bytes)), UsableKey.Limits.NONE);
  }

  /** The bytes in Base64 of either alphabet, padded or not; else as they are. */
  private static byte[] symmetric(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '=')) {
      end--;
    }
    String trimmed = text.substring(0, end).replace("\n", "").replace("\r", "");
    return decode(Base64.getDecoder(), trimmed)
        .or(() -> decode(Base64.getUrlDecoder(), trimmed))
        .orElseGet(bytes::clone);
  }

  private static Optional<byte[]> decode(Base64.Decoder decoder, String text) {
    try {
      return Optional.of(decoder.decode(text));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
