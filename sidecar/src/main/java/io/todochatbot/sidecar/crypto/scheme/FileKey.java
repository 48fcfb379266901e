package io.todochatbot.sidecar.crypto.scheme;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A document's own key, and what is derived from it: the key that signs the header and the key that
 * encrypts the segments. Used by one thread at a time.
 */
final class FileKey {
  static final int BYTES = 32;
  static final int NONCE_PREFIX_BYTES = 7;

  private static final String MAC = "HmacSHA256";

  private final byte[] key;
  private final byte[] noncePrefix;
  private final DataCipher cipher;
  private final SecretKey headerKey;
  private final SecretKey payloadKey;
  private final Cipher engine;

  FileKey(byte[] key, byte[] noncePrefix, DataCipher cipher) {
    this.key = key.clone();
    this.noncePrefix = noncePrefix.clone();
    this.cipher = cipher;
    try {
      headerKey = derive(HKDFParameterSpec.ofExtract(), "header", MAC);
      payloadKey =
          derive(
              HKDFParameterSpec.ofExtract().addSalt(noncePrefix), "payload", cipher.keyAlgorithm());
      engine = Cipher.getInstance(cipher.transformation());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks what Dapr's encryption needs", e);
    }
  }

  /** A key that nobody has used before. */
  static FileKey random(DataCipher cipher) {
    byte[] random = new byte[BYTES + NONCE_PREFIX_BYTES];
    new SecureRandom().nextBytes(random);
    return new FileKey(
        Arrays.copyOf(random, BYTES), Arrays.copyOfRange(random, BYTES, random.length), cipher);
  }

  /** The same key for a second pass: a cipher may refuse the nonces that it has seen. */
  FileKey fresh() {
    return new FileKey(key, noncePrefix, cipher);
  }

  byte[] bytes() {
    return key.clone();
  }

  DataCipher cipher() {
    return cipher;
  }

  byte[] noncePrefix() {
    return noncePrefix.clone();
  }

  /** Authenticates a header. */
  byte[] sign(byte[] header) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(headerKey);
      return mac.doFinal(header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + MAC, e);
    }
  }

  /**
   * Encrypts or decrypts a segment.
   *
   * @param mode of {@link Cipher}
   * @param number of the segment, from 0; counts as 32 bits without sign
   * @param last whether no other follows
   * @throws GeneralSecurityException if a segment to decrypt is not what was encrypted
   */
  byte[] segment(int mode, byte[] data, int length, int number, boolean last)
      throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(NONCE_PREFIX_BYTES + 5)
            .put(noncePrefix)
            .putInt(number)
            .put((byte) (last ? 1 : 0))
            .array();
    engine.init(mode, payloadKey, cipher.parameters(nonce));
    return engine.doFinal(data, 0, length);
  }

  private SecretKey derive(HKDFParameterSpec.Builder extract, String purpose, String algorithm)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            algorithm,
            extract
                .addIKM(new SecretKeySpec(key, "Generic"))
                .thenExpand(purpose.getBytes(java.nio.charset.StandardCharsets.US_ASCII), BYTES));
  }
}
