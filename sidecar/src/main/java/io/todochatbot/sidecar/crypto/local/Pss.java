package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.ComponentException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * RSASSA-PSS (RFC 8017, section 9.1) over a digest that the caller has computed; the JDK's own
 * wants the message. Signs with the longest salt, as Go does, and verifies whatever its length.
 */
record Pss(String hash) {
  private static final int TRAILER = 0xbc;

  /** The padding of {@code PS256}, {@code PS384} or {@code PS512}. */
  static Pss of(String algorithm) {
    return new Pss("SHA-" + algorithm.substring(2));
  }

  byte[] sign(byte[] digest, RSAPrivateKey key) throws GeneralSecurityException {
    int bits = key.getModulus().bitLength() - 1;
    int length = (bits + 7) / 8;
    int hashBytes = checked(digest);
    int saltBytes = length - hashBytes - 2;
    if (saltBytes < 0) {
      throw new ComponentException("the key is too short for " + hash);
    }
    byte[] salt = new byte[saltBytes];
    new SecureRandom().nextBytes(salt);
    byte[] check = check(digest, salt);
    byte[] masked = new byte[length - hashBytes - 1];
    masked[masked.length - saltBytes - 1] = 1;
    System.arraycopy(salt, 0, masked, masked.length - saltBytes, saltBytes);
    mask(masked, check, bits);
    byte[] message = Arrays.copyOf(masked, length);
    System.arraycopy(check, 0, message, masked.length, hashBytes);
    message[length - 1] = (byte) TRAILER;
    return raw(Cipher.DECRYPT_MODE, key, message);
  }

  boolean verify(byte[] digest, byte[] signature, RSAPublicKey key)
      throws GeneralSecurityException {
    int bits = key.getModulus().bitLength() - 1;
    int length = (bits + 7) / 8;
    int hashBytes = checked(digest);
    if (signature.length != (bits + 8) / 8 || length < hashBytes + 2) {
      return false;
    }
    byte[] whole = raw(Cipher.ENCRYPT_MODE, key, signature);
    byte[] message = Arrays.copyOfRange(whole, whole.length - length, whole.length);
    byte[] masked = Arrays.copyOf(message, length - hashBytes - 1);
    byte[] check = Arrays.copyOfRange(message, masked.length, length - 1);
    if ((message[length - 1] & 0xff) != TRAILER || (masked[0] & ~firstBits(bits) & 0xff) != 0) {
      return false;
    }
    mask(masked, check, bits);
    int at = 0;
    while (at < masked.length && masked[at] == 0) {
      at++;
    }
    if (at == masked.length || masked[at] != 1) {
      return false;
    }
    byte[] salt = Arrays.copyOfRange(masked, at + 1, masked.length);
    return MessageDigest.isEqual(check, check(digest, salt));
  }

  private int checked(byte[] digest) throws GeneralSecurityException {
    int bytes = MessageDigest.getInstance(hash).getDigestLength();
    if (digest.length != bytes) {
      throw new ComponentException(
          "a digest of "
              + digest.length
              + " bytes does not fit "
              + hash
              + ": sign the hash of the message");
    }
    return bytes;
  }

  private byte[] check(byte[] digest, byte[] salt) throws GeneralSecurityException {
    MessageDigest over = MessageDigest.getInstance(hash);
    over.update(new byte[8]);
    over.update(digest);
    return over.digest(salt);
  }

  /** Puts MGF1's mask over {@code data}, or takes it away, and clears the bits over the modulus. */
  private void mask(byte[] data, byte[] seed, int bits) throws GeneralSecurityException {
    MessageDigest generator = MessageDigest.getInstance(hash);
    for (int at = 0, counter = 0; at < data.length; counter++) {
      generator.update(seed);
      byte[] mask = generator.digest(ByteBuffer.allocate(4).putInt(counter).array());
      for (int i = 0; i < mask.length && at < data.length; i++, at++) {
        data[at] ^= mask[i];
      }
    }
    data[0] &= (byte) firstBits(bits);
  }

  private static int firstBits(int bits) {
    return 0xff >>> (8 - bits % 8) % 8;
  }

  private static byte[] raw(int mode, Key key, byte[] block) throws GeneralSecurityException {
    Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
    rsa.init(mode, key);
    return rsa.doFinal(block);
  }
}
