package io.todochatbot.sidecar.crypto.local;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.todochatbot.spi.ComponentException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in PEM: PKCS#8, PKCS#1, SEC1, X.509 public keys and certificates. */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private PemKeys() {}

  static UsableKey parse(String pem) {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new ComponentException("failed to parse PEM encoded key: failed to decode PEM data");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return new UsableKey(pair(block.group(1), der), UsableKey.Limits.NONE);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ComponentException("failed to parse PEM encoded key: " + e.getMessage(), e);
    }
  }

  private static UsableKey.Pair pair(String label, byte[] der) throws GeneralSecurityException {
    return switch (label) {
      case "PRIVATE KEY" -> ofPrivate(privateKey(der), der);
      case "RSA PRIVATE KEY" -> {
        byte[] pkcs8 = Der.pkcs8OfPkcs1(der);
        yield ofPrivate(privateKey(pkcs8), pkcs8);
      }
      case "EC PRIVATE KEY" -> {
        byte[] pkcs8 = Der.pkcs8OfSec1(der);
        yield ofPrivate(privateKey(pkcs8), pkcs8);
      }
      case "PUBLIC KEY" -> of(publicKey(der), Optional.empty());
      case "RSA PUBLIC KEY" -> of(publicKey(Der.x509OfPkcs1(der)), Optional.empty());
      case "CERTIFICATE" ->
          of(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der))
                  .getPublicKey(),
              Optional.empty());
      default -> throw new IllegalArgumentException("unsupported PEM block type " + label);
    };
  }

  private static UsableKey.Pair ofPrivate(PrivateKey key, byte[] pkcs8)
      throws GeneralSecurityException {
    PublicKey publicKey =
        switch (key) {
          case RSAPrivateCrtKey rsa ->
              KeyFactory.getInstance("RSA")
                  .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
          case ECPrivateKey ec -> Der.publicKeyOfEc(ec, pkcs8);
          case EdECPrivateKey edwards -> Ed25519Keys.publicKeyOf(edwards);
          default -> throw new IllegalArgumentException("invalid key type");
        };
    return of(publicKey, Optional.of(key));
  }

  private static UsableKey.Pair of(PublicKey key, Optional<PrivateKey> privateKey) {
    return JwkKeys.of(
        key,
        privateKey,
        switch (key) {
          case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
          case ECPublicKey ec ->
              new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
          case EdECPublicKey edwards ->
              new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(Ed25519Keys.raw(edwards)))
                  .build();
          default -> throw new IllegalArgumentException("invalid key type");
        });
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    GeneralSecurityException failure = new GeneralSecurityException("invalid key type");
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
    GeneralSecurityException failure = new GeneralSecurityException("invalid key type");
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(x509));
      } catch (GeneralSecurityException e) {
        failure = e;
      }
    }
    throw failure;
  }
}
