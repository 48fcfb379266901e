package io.todochatbot.sidecar.crypto.scheme;

import io.todochatbot.spi.ComponentException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/**
 * How a document is to be encrypted.
 *
 * @param keyName the key that encrypts the document's own key
 * @param algorithm how it does, such as {@code RSA-OAEP-256}
 * @param cipher how the document is encrypted; AES-GCM if absent
 * @param decryptionKeyName the name of the key that decrypts, where it differs; else empty
 * @param omitKeyName whether the document does not tell the key's name
 */
public record Encryption(
    String keyName,
    String algorithm,
    Optional<String> cipher,
    String decryptionKeyName,
    boolean omitKeyName) {
  /** Encrypts a key by another. */
  @FunctionalInterface
  public interface KeyWrapper {
    /**
     * Encrypts {@code key} with the key of that name.
     *
     * @throws ComponentException if that can't be done
     */
    byte[] wrap(byte[] key, String algorithm, String keyName);
  }

  /**
   * Begins to encrypt; the plaintext is read as the result is read, which needs no more memory than
   * two segments. The first read returns the whole header, the others at most a segment.
   *
   * @throws DocumentException if it can't be encrypted so
   */
  public InputStream encrypt(InputStream plaintext, KeyWrapper wrapper) {
    KeyAlgorithm keyAlgorithm = KeyAlgorithm.parse(algorithm);
    FileKey key = FileKey.random(cipher.map(DataCipher::parse).orElse(DataCipher.AES_GCM));
    byte[] wrapped;
    try {
      wrapped = wrapper.wrap(key.bytes(), keyAlgorithm.text(), keyName);
    } catch (ComponentException e) {
      throw new DocumentException("failed to wrap the file key: " + e.getMessage());
    }
    String told = decryptionKeyName.isEmpty() ? keyName : decryptionKeyName;
    Manifest manifest =
        new Manifest(
            omitKeyName ? "" : told, keyAlgorithm, wrapped, key.cipher(), key.noncePrefix());
    return new SequenceInputStream(
        new ByteArrayInputStream(Header.write(manifest.write(), key)),
        SegmentInput.encrypting(plaintext, key));
  }
}
