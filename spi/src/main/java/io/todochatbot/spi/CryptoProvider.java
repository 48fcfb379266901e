package io.todochatbot.spi;

import java.util.Optional;

/**
 * Encrypts, decrypts, signs and verifies with keys that have names ({@code crypto.*}). A provider
 * either hands out its keys, with which the sidecar then computes, or is a vault that computes with
 * keys that never leave it.
 */
public sealed interface CryptoProvider extends Component {
  /** A provider that hands out its keys. */
  non-sealed interface Keys extends CryptoProvider {
    /**
     * Returns the key of that name, as it is stored.
     *
     * @throws ComponentException.NotFound if there is none
     */
    StoredKey key(String name);
  }

  /**
   * A provider that computes itself. Algorithms have the names of Dapr's documentation, such as
   * {@code RSA-OAEP-256}; a refusal of key or algorithm is a {@link ComponentException}.
   */
  non-sealed interface Vault extends CryptoProvider {
    /**
     * Returns the public part of an asymmetric key.
     *
     * @throws ComponentException.NotFound if there is none, or it is symmetric
     */
    PublicKey publicKey(String name);

    /** Encrypts a short message. */
    Sealed encrypt(byte[] plaintext, Use use);

    /** Decrypts what {@link #encrypt} made. */
    byte[] decrypt(Sealed message, Use use);

    /**
     * Encrypts a key.
     *
     * @param key the bytes of a symmetric one; of an asymmetric one its PKCS#8 or X.509 form
     */
    Sealed wrapKey(byte[] key, Use use);

    /** Decrypts what {@link #wrapKey} made. */
    byte[] unwrapKey(Sealed key, Use use);

    /** Signs a digest; the whole message where the algorithm is {@code EdDSA}. */
    byte[] sign(byte[] digest, String algorithm, String keyName);

    /** Whether {@code signature} is that of the digest. */
    boolean verify(byte[] digest, byte[] signature, String algorithm, String keyName);
  }

  /** How a key is written. */
  enum Form {
    /** A JSON Web Key. */
    JWK,
    /** PEM: PKCS#1, PKCS#8, SEC1, X.509 public key or certificate. */
    PEM,
    /** To be told from the bytes: one of the others, Base64, or a symmetric key as it is. */
    ANY
  }

  /** A key as it is stored. */
  record StoredKey(byte[] bytes, Form form) {}

  /**
   * Which key is used how.
   *
   * @param nonce the nonce or initialization vector; empty if the algorithm takes none
   * @param associatedData what is authenticated beside the message; empty for nothing
   */
  record Use(String keyName, String algorithm, byte[] nonce, byte[] associatedData) {
    private static final byte[] NOTHING = new byte[0];

    /** A key used without nonce and associated data. */
    public Use(String keyName, String algorithm) {
      this(keyName, algorithm, NOTHING, NOTHING);
    }
  }

  /**
   * An encrypted message.
   *
   * @param tag what authenticates it; empty if the algorithm has none of its own
   */
  record Sealed(byte[] ciphertext, byte[] tag) {}

  /**
   * A public key.
   *
   * @param id the vault's own id of the key, if that differs from the name it was asked for
   * @param pem the key as PEM
   * @param jwk the key as a JSON Web Key
   */
  record PublicKey(Optional<String> id, String pem, String jwk) {}
}
