package io.todochatbot.sidecar.crypto.local;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.todochatbot.spi.ComponentException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** JSON Web Keys (RFC 7517): RSA, EC, Ed25519 and symmetric ones. */
final class JwkKeys {
  private JwkKeys() {}

  static UsableKey parse(String json) {
    try {
      JWK jwk = JWK.parse(json);
      return new UsableKey(material(jwk), limits(jwk));
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw Refusal.of(e);
    }
  }

  private static UsableKey.Material material(JWK jwk) throws JOSEException {
    return switch (jwk) {
      case RSAKey rsa -> pair(jwk, rsa.toKeyPair());
      case ECKey ec -> pair(jwk, ec.toKeyPair());
      case OctetSequenceKey symmetric -> new UsableKey.Symmetric(symmetric.toByteArray());
      case OctetKeyPair edwards -> edwards(edwards);
      default -> throw new ComponentException("invalid key type");
    };
  }

  private static UsableKey.Pair edwards(OctetKeyPair key) {
    if (!key.getCurve().equals(Curve.Ed25519)) {
      throw new ComponentException(
          "curve " + key.getCurve() + " is not supported (expected: Ed25519)");
    }
    return new UsableKey.Pair(
        Ed25519Keys.publicKey(key.getDecodedX()),
        Optional.ofNullable(key.getD()).map(d -> Ed25519Keys.privateKey(d.decode())),
        publicJwk(key));
  }

  private static UsableKey.Pair pair(JWK jwk, KeyPair pair) {
    return new UsableKey.Pair(
        pair.getPublic(), Optional.ofNullable(pair.getPrivate()), publicJwk(jwk));
  }

  /** The form of a key that has none yet; its fields in the order of their names, as daprd's. */
  static UsableKey.Pair of(PublicKey publicKey, Optional<PrivateKey> privateKey, JWK jwk) {
    return new UsableKey.Pair(publicKey, privateKey, publicJwk(jwk));
  }

  private static Map<String, Object> publicJwk(JWK jwk) {
    return new TreeMap<>(jwk.toPublicJWK().toJSONObject());
  }

  private static UsableKey.Limits limits(JWK jwk) {
    return new UsableKey.Limits(
        Optional.ofNullable(jwk.getKeyUse()).map(KeyUse::identifier).orElse(""),
        operations(Optional.ofNullable(jwk.getKeyOperations()).orElse(Set.of())),
        Optional.ofNullable(jwk.getAlgorithm()).map(Algorithm::getName).orElse(""));
  }

  private static List<String> operations(Set<KeyOperation> operations) {
    return operations.stream().map(KeyOperation::identifier).toList();
  }
}
