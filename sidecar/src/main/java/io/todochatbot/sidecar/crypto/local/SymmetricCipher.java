package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.Sealed;
import io.todochatbot.spi.CryptoProvider.Use;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encryption with symmetric keys: AES in its modes and ChaCha20-Poly1305. */
final class SymmetricCipher {
  private static final byte[] NO_TAG = new byte[0];
  private static final int BLOCK_BYTES = 16;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int CHACHA_KEY_BYTES = 32;

  private SymmetricCipher() {}

  /** Whether this is an algorithm for symmetric keys, supported or not. */
  static boolean knows(String algorithm) {
    return switch (algorithm) {
      case "A128CBC", "A192CBC", "A256CBC" -> true;
      case "A128GCM", "A192GCM", "A256GCM" -> true;
      case "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512" -> true;
      case "A128KW", "A192KW", "A256KW" -> true;
      case "A128GCMKW", "A192GCMKW", "A256GCMKW" -> true;
      case "C20P", "XC20P", "C20PKW", "XC20PKW" -> true;
      default -> false;
    };
  }

  static Sealed encrypt(byte[] plaintext, byte[] key, Use use) throws GeneralSecurityException {
    return switch (use.algorithm()) {
      case "A128CBC", "A192CBC", "A256CBC" ->
          new Sealed(cbc(Cipher.ENCRYPT_MODE, plaintext, key, use), NO_TAG);
      case "A128KW", "A192KW", "A256KW" ->
          new Sealed(keyWrap(Cipher.ENCRYPT_MODE, plaintext, key, use), NO_TAG);
      case "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512" ->
          CbcHmac.of(use.algorithm(), key).encrypt(plaintext, use);
      default -> {
        byte[] sealed = aead(Cipher.ENCRYPT_MODE, plaintext, key, use);
        int end = sealed.length - TAG_BYTES;
        yield new Sealed(
            Arrays.copyOf(sealed, end), Arrays.copyOfRange(sealed, end, sealed.length));
      }
    };
  }

  static byte[] decrypt(Sealed message, byte[] key, Use use) throws GeneralSecurityException {
    return switch (use.algorithm()) {
      case "A128CBC", "A192CBC", "A256CBC" -> {
        if (message.ciphertext().length % BLOCK_BYTES != 0) {
          throw new ComponentException("invalid ciphertext length");
        }
        yield cbc(Cipher.DECRYPT_MODE, message.ciphertext(), key, use);
      }
      case "A128KW", "A192KW", "A256KW" ->
          keyWrap(Cipher.DECRYPT_MODE, message.ciphertext(), key, use);
      case "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512" ->
          CbcHmac.of(use.algorithm(), key).decrypt(message, use);
      default -> {
        if (message.tag().length != TAG_BYTES) {
          throw Refusal.invalidTag();
        }
        byte[] sealed =
            Arrays.copyOf(message.ciphertext(), message.ciphertext().length + TAG_BYTES);
        System.arraycopy(message.tag(), 0, sealed, message.ciphertext().length, TAG_BYTES);
        yield aead(Cipher.DECRYPT_MODE, sealed, key, use);
      }
    };
  }

  private static byte[] cbc(int mode, byte[] data, byte[] key, Use use)
      throws GeneralSecurityException {
    if (use.nonce().length != BLOCK_BYTES) {
      throw Refusal.invalidNonce();
    }
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, aesKey(key, use.algorithm()), new IvParameterSpec(use.nonce()));
    return cipher.doFinal(data);
  }

  private static byte[] keyWrap(int mode, byte[] data, byte[] key, Use use)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/KW/NoPadding");
    cipher.init(mode, aesKey(key, use.algorithm()));
    return cipher.doFinal(data);
  }

  private static byte[] aead(int mode, byte[] data, byte[] key, Use use)
      throws GeneralSecurityException {
    return switch (use.algorithm()) {
      case "A128GCM", "A192GCM", "A256GCM" ->
          run(
              "AES/GCM/NoPadding",
              mode,
              aesKey(key, use.algorithm()),
              new GCMParameterSpec(TAG_BYTES * 8, nonce(use, NONCE_BYTES)),
              use,
              data);
      case "C20P", "C20PKW" -> chaCha(mode, chaChaKey(key), nonce(use, NONCE_BYTES), use, data);
      case "XC20P", "XC20PKW" -> {
        byte[] nonce = nonce(use, XChaCha.NONCE_BYTES);
        yield chaCha(mode, XChaCha.key(chaChaKey(key), nonce), XChaCha.nonce(nonce), use, data);
      }
      default -> throw Refusal.unsupportedAlgorithm();
    };
  }

  private static byte[] chaCha(int mode, byte[] key, byte[] nonce, Use use, byte[] data)
      throws GeneralSecurityException {
    return run(
        "ChaCha20-Poly1305",
        mode,
        new SecretKeySpec(key, "ChaCha20"),
        new IvParameterSpec(nonce),
        use,
        data);
  }

  private static byte[] run(
      String transformation,
      int mode,
      SecretKeySpec key,
      AlgorithmParameterSpec parameters,
      Use use,
      byte[] data)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(mode, key, parameters);
    cipher.updateAAD(use.associatedData());
    return cipher.doFinal(data);
  }

  private static byte[] nonce(Use use, int bytes) {
    if (use.nonce().length != bytes) {
      throw Refusal.invalidNonce();
    }
    return use.nonce();
  }

  private static byte[] chaChaKey(byte[] key) {
    if (key.length != CHACHA_KEY_BYTES) {
      throw Refusal.keyTypeMismatch();
    }
    return key;
  }

  /** The key, if it has as many bits as the algorithm's name says. */
  private static SecretKeySpec aesKey(byte[] key, String algorithm) {
    if (key.length * 8 != Integer.parseInt(algorithm.substring(1, 4))) {
      throw Refusal.keyTypeMismatch();
    }
    return new SecretKeySpec(key, "AES");
  }
}
