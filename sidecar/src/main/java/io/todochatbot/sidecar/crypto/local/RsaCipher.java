package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.CryptoProvider.Use;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Encryption with RSA keys; the associated data is OAEP's label. */
final class RsaCipher {
  private RsaCipher() {}

  static byte[] encrypt(byte[] plaintext, UsableKey key, Use use) throws GeneralSecurityException {
    check(use.algorithm());
    return run(Cipher.ENCRYPT_MODE, plaintext, key.publicKey(RSAPublicKey.class), use);
  }

  static byte[] decrypt(byte[] ciphertext, UsableKey key, Use use) throws GeneralSecurityException {
    check(use.algorithm());
    return run(Cipher.DECRYPT_MODE, ciphertext, key.privateKey(RSAPrivateKey.class), use);
  }

  private static byte[] run(int mode, byte[] data, Key key, Use use)
      throws GeneralSecurityException {
    if (use.algorithm().equals("RSA1_5")) {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(mode, key);
      return cipher.doFinal(data);
    }
    String hash = hash(use.algorithm());
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        mode,
        key,
        new OAEPParameterSpec(
            hash,
            "MGF1",
            new MGF1ParameterSpec(hash),
            new PSource.PSpecified(use.associatedData())));
    return cipher.doFinal(data);
  }

  private static void check(String algorithm) {
    if (!algorithm.equals("RSA1_5")) {
      hash(algorithm);
    }
  }

  private static String hash(String algorithm) {
    return switch (algorithm) {
      case "RSA-OAEP" -> "SHA-1";
      case "RSA-OAEP-256" -> "SHA-256";
      case "RSA-OAEP-384" -> "SHA-384";
      case "RSA-OAEP-512" -> "SHA-512";
      default -> throw Refusal.unsupportedAlgorithm();
    };
  }
}
