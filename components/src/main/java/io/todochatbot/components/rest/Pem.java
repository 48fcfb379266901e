package io.todochatbot.components.rest;

import io.todochatbot.spi.ComponentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that is PEM itself or the name of a file with PEM.
 *
 * @param setting its name, for messages
 * @param text the PEM
 */
public record Pem(String setting, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** The algorithm identifier of RSA keys, DER. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /**
   * Takes the setting's value, or the file that it names.
   *
   * @throws ComponentException if it is neither
   */
  public static Pem of(String setting, String value) {
    if (BLOCK.matcher(value).find()) {
      return new Pem(setting, value);
    }
    try {
      return new Pem(setting, Files.readString(Path.of(value)));
    } catch (IOException | InvalidPathException e) {
      // the value may be a broken key: it is not repeated
      throw new ComponentException(
          "provided \""
              + setting
              + "\" value is neither a valid file path or nor a valid pem encoded string",
          e);
    }
  }

  /** The certificates in it, at least one. */
  public List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found =
        factory
            .generateCertificates(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (found.isEmpty()) {
      throw new ComponentException("no certificate in \"" + setting + "\"");
    }
    return found;
  }

  /** The private key in it: PKCS #8, or an RSA key in PKCS #1. */
  public PrivateKey key() throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      if (block.group(1).equals("RSA PRIVATE KEY")) {
        return key("RSA", pkcs8(RSA, der));
      }
      if (block.group(1).equals("PRIVATE KEY")) {
        return anyKey(der);
      }
    }
    throw new ComponentException(
        "no private key in \""
            + setting
            + "\" (expected: BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY; openssl pkcs8 -topk8 -nodes"
            + " turns others into the first)");
  }

  private static PrivateKey anyKey(byte[] der) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return key(algorithm, der);
      } catch (java.security.spec.InvalidKeySpecException ignored) {
        // of another kind
      }
    }
    return key("EdDSA", der);
  }

  private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(new byte[] {2, 1, 0});
    inner.writeBytes(algorithm);
    inner.writeBytes(der(4, key));
    return der(0x30, inner.toByteArray());
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = java.math.BigInteger.valueOf(content.length).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - skip));
      out.write(length, skip, length.length - skip);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
