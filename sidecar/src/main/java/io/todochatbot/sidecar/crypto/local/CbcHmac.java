package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.Sealed;
import io.todochatbot.spi.CryptoProvider.Use;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-CBC authenticated by an HMAC (RFC 7518, section 5.2), for which the JDK has no name. */
final class CbcHmac {
  private static final int NONCE_BYTES = 16;

  private final String mac;
  private final SecretKeySpec macKey;
  private final SecretKeySpec key;
  private final int tagBytes;

  private CbcHmac(String mac, byte[] key) {
    tagBytes = key.length / 2;
    this.mac = mac;
    this.macKey = new SecretKeySpec(key, 0, tagBytes, mac);
    this.key = new SecretKeySpec(key, tagBytes, tagBytes, "AES");
  }

  /** The algorithm such as {@code A128CBC-HS256} with a key of both halves. */
  static CbcHmac of(String algorithm, byte[] key) {
    String bits = algorithm.substring(algorithm.length() - 3);
    if (key.length * 8 != Integer.parseInt(bits)) {
      throw Refusal.keyTypeMismatch();
    }
    return new CbcHmac("HmacSHA" + bits, key);
  }

  Sealed encrypt(byte[] plaintext, Use use) throws GeneralSecurityException {
    byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, use).doFinal(plaintext);
    return new Sealed(ciphertext, tag(ciphertext, use));
  }

  byte[] decrypt(Sealed message, Use use) throws GeneralSecurityException {
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, use);
    if (message.tag().length != tagBytes) {
      throw Refusal.invalidTag();
    }
    if (!MessageDigest.isEqual(message.tag(), tag(message.ciphertext(), use))) {
      throw new ComponentException("message authentication failed");
    }
    return cipher.doFinal(message.ciphertext());
  }

  private Cipher cipher(int mode, Use use) throws GeneralSecurityException {
    if (use.nonce().length != NONCE_BYTES) {
      throw Refusal.invalidNonce();
    }
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, key, new IvParameterSpec(use.nonce()));
    return cipher;
  }

  private byte[] tag(byte[] ciphertext, Use use) throws GeneralSecurityException {
    Mac hmac = Mac.getInstance(mac);
    hmac.init(macKey);
    hmac.update(use.associatedData());
    hmac.update(use.nonce());
    hmac.update(ciphertext);
    long bits = use.associatedData().length * 8L;
    hmac.update(ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
    return Arrays.copyOf(hmac.doFinal(), tagBytes);
  }
}
