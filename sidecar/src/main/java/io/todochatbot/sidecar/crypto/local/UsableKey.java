package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.ComponentException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key that was read.
 *
 * @param material the key itself
 * @param limits what it may be used for
 */
record UsableKey(Material material, Limits limits) {
  /** The key itself. */
  sealed interface Material {
    /** Its bytes as they are wrapped: raw, PKCS#8 or X.509. */
    byte[] encoded();
  }

  /** A symmetric key. */
  record Symmetric(byte[] bytes) implements Material {
    @Override
    public byte[] encoded() {
      return bytes.clone();
    }
  }

  /**
   * A key pair, or only its public half.
   *
   * @param publicJwk the public half as a JSON Web Key
   */
  record Pair(PublicKey publicKey, Optional<PrivateKey> privateKey, Map<String, Object> publicJwk)
      implements Material {
    @Override
    public byte[] encoded() {
      return privateKey.map(PrivateKey::getEncoded).orElseGet(publicKey::getEncoded);
    }
  }

  /**
   * What a JSON Web Key says it may be used for; what is empty forbids nothing.
   *
   * @param use {@code sig} or {@code enc}
   * @param operations such as {@code wrapKey}
   */
  record Limits(String use, List<String> operations, String algorithm) {
    static final Limits NONE = new Limits("", List.of(), "");

    private boolean allow(String operation) {
      if (!operations.isEmpty() && !operations.contains(operation)) {
        return false;
      }
      String needed = operation.equals("sign") || operation.equals("verify") ? "sig" : "enc";
      return use.isEmpty() || use.equals(needed);
    }
  }

  /**
   * Refuses a use that the key was not made for.
   *
   * @throws ComponentException in daprd's words
   */
  void check(String operation, String algorithm) {
    if (!limits.allow(operation)) {
      throw new ComponentException("key cannot perform the '" + operation + "' operation");
    }
    if (!limits.algorithm().isEmpty() && !limits.algorithm().equals(algorithm)) {
      throw new ComponentException("key cannot be used with algorithm '" + algorithm + "'");
    }
  }

  byte[] symmetric() {
    if (material instanceof Symmetric key) {
      return key.bytes();
    }
    throw Refusal.keyTypeMismatch();
  }

  /** The public half, if it is a key of that type. */
  <K extends PublicKey> K publicKey(Class<K> type) {
    if (material instanceof Pair pair && type.isInstance(pair.publicKey())) {
      return type.cast(pair.publicKey());
    }
    throw Refusal.keyTypeMismatch();
  }

  /** The private half, if there is one of that type. */
  <K extends PrivateKey> K privateKey(Class<K> type) {
    if (material instanceof Pair pair && pair.privateKey().filter(type::isInstance).isPresent()) {
      return type.cast(pair.privateKey().orElseThrow());
    }
    throw Refusal.keyTypeMismatch();
  }
}
