package io.todochatbot.sidecar.crypto.local;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;

/**
 * Signatures of digests: the caller has computed the digest. EdDSA alone takes the whole message,
 * since it hashes twice.
 */
final class Signatures {
  private Signatures() {}

  static byte[] sign(byte[] digest, String algorithm, UsableKey key)
      throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256", "RS384", "RS512" ->
          sign("NONEwithRSA", key.privateKey(RSAPrivateKey.class), digestInfo(digest, algorithm));
      case "PS256", "PS384", "PS512" ->
          Pss.of(algorithm).sign(digest, key.privateKey(RSAPrivateKey.class));
      case "ES256", "ES384", "ES512" ->
          sign("NONEwithECDSA", key.privateKey(ECPrivateKey.class), digest);
      case "EdDSA" -> sign("Ed25519", key.privateKey(EdECPrivateKey.class), digest);
      default -> throw Refusal.unsupportedAlgorithm();
    };
  }

  static boolean verify(byte[] digest, byte[] signature, String algorithm, UsableKey key)
      throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256", "RS384", "RS512" ->
          verify(
              "NONEwithRSA",
              key.publicKey(RSAPublicKey.class),
              digestInfo(digest, algorithm),
              signature);
      case "PS256", "PS384", "PS512" ->
          Pss.of(algorithm).verify(digest, signature, key.publicKey(RSAPublicKey.class));
      case "ES256", "ES384", "ES512" ->
          verify("NONEwithECDSA", key.publicKey(ECPublicKey.class), digest, signature);
      case "EdDSA" -> verify("Ed25519", key.publicKey(EdECPublicKey.class), digest, signature);
      default -> throw Refusal.unsupportedAlgorithm();
    };
  }

  private static byte[] sign(String algorithm, PrivateKey key, byte[] data)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(data);
    return signature.sign();
  }

  private static boolean verify(String algorithm, PublicKey key, byte[] data, byte[] given)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(key);
    signature.update(data);
    try {
      return signature.verify(given);
    } catch (SignatureException notEvenASignature) {
      return false;
    }
  }

  /** A digest with its algorithm's name, as PKCS#1 signs it. */
  private static byte[] digestInfo(byte[] digest, String algorithm) {
    String prefix =
        switch (algorithm.substring(2)) {
          case "256" -> "3031300d060960864801650304020105000420";
          case "384" -> "3041300d060960864801650304020205000430";
          default -> "3051300d060960864801650304020305000440";
        };
    if (digest.length * 8 != Integer.parseInt(algorithm.substring(2))) {
      throw new io.todochatbot.spi.ComponentException(
          "a digest of "
              + digest.length
              + " bytes does not fit "
              + algorithm
              + ": sign the hash of the message");
    }
    return HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(digest));
  }
}
