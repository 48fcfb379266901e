package io.todochatbot.sidecar.crypto.local;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/** Computes in this process with the keys that a provider hands out. */
public final class LocalVault implements CryptoProvider.Vault {
  private final Keys keys;

  /** Computes with {@code keys}, which are asked for each time. */
  public LocalVault(Keys keys) {
    this.keys = keys;
  }

  /**
   * The bytes under which a key that is given as JWK, PEM, Base64 or as it is would be wrapped.
   *
   * @throws ComponentException if it is no key
   */
  public static byte[] encoded(byte[] key) {
    return KeyParser.parse(new StoredKey(key, Form.ANY)).material().encoded();
  }

  @Override
  public PublicKey publicKey(String name) {
    if (!(key(name).material() instanceof UsableKey.Pair pair)) {
      throw new ComponentException.NotFound("key not found");
    }
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(pair.publicKey().getEncoded());
    return new PublicKey(
        Optional.empty(),
        "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n",
        JSONObjectUtils.toJSONString(pair.publicJwk()));
  }

  @Override
  public Sealed encrypt(byte[] plaintext, Use use) {
    UsableKey key = retrieved("the key", use.keyName());
    key.check("encrypt", use.algorithm());
    return seal(plaintext, key, use);
  }

  @Override
  public byte[] decrypt(Sealed message, Use use) {
    UsableKey key = retrieved("the key", use.keyName());
    key.check("decrypt", use.algorithm());
    return open(message, key, use);
  }

  @Override
  public Sealed wrapKey(byte[] plaintext, Use use) {
    UsableKey key = retrieved("the key encryption key", use.keyName());
    key.check("wrapKey", use.algorithm());
    return seal(plaintext, key, use);
  }

  @Override
  public byte[] unwrapKey(Sealed wrapped, Use use) {
    UsableKey key = retrieved("the key encryption key", use.keyName());
    key.check("unwrapKey", use.algorithm());
    return open(wrapped, key, use);
  }

  @Override
  public byte[] sign(byte[] digest, String algorithm, String keyName) {
    UsableKey key = retrieved("the key", keyName);
    key.check("sign", algorithm);
    return computed("sign message", () -> Signatures.sign(digest, algorithm, key));
  }

  @Override
  public boolean verify(byte[] digest, byte[] signature, String algorithm, String keyName) {
    UsableKey key = retrieved("the key", keyName);
    key.check("verify", algorithm);
    return computed(
        "validate the signature", () -> Signatures.verify(digest, signature, algorithm, key));
  }

  private static Sealed seal(byte[] plaintext, UsableKey key, Use use) {
    return computed(
        "encrypt data",
        () ->
            SymmetricCipher.knows(use.algorithm())
                ? SymmetricCipher.encrypt(plaintext, key.symmetric(), use)
                : new Sealed(RsaCipher.encrypt(plaintext, key, use), new byte[0]));
  }

  private static byte[] open(Sealed message, UsableKey key, Use use) {
    return computed(
        "decrypt data",
        () ->
            SymmetricCipher.knows(use.algorithm())
                ? SymmetricCipher.decrypt(message, key.symmetric(), use)
                : RsaCipher.decrypt(message.ciphertext(), key, use));
  }

  private UsableKey retrieved(String what, String name) {
    try {
      return key(name);
    } catch (ComponentException.NotFound e) {
      throw new ComponentException.NotFound("failed to retrieve " + what + ": " + e.getMessage());
    } catch (ComponentException e) {
      throw new ComponentException("failed to retrieve " + what + ": " + e.getMessage(), e);
    }
  }

  private UsableKey key(String name) {
    StoredKey stored = keys.key(name);
    try {
      return KeyParser.parse(stored);
    } catch (ComponentException e) {
      throw new ComponentException("failed to parse key from secret: " + e.getMessage(), e);
    }
  }

  private static <R> R computed(String what, Computation<R> computation) {
    try {
      return computation.run();
    } catch (GeneralSecurityException e) {
      throw new ComponentException("failed to " + what + ": " + e.getMessage(), e);
    } catch (ComponentException e) {
      throw new ComponentException("failed to " + what + ": " + e.getMessage(), e);
    }
  }

  private interface Computation<R> {
    R run() throws GeneralSecurityException;
  }
}
