package io.todochatbot.sidecar.crypto.local;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** As much of DER as it takes to put keys of older forms into those that the JDK reads. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int TAG_0 = 0xa0;
  private static final int TAG_1 = 0xa1;
  private static final int UNCOMPRESSED = 4;

  private static final byte[] VERSION_0 = {INTEGER, 1, 0};

  /** Algorithm rsaEncryption without parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** The name of algorithm id-ecPublicKey. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  /** An element: its tag and what it holds. */
  private record Element(int tag, byte[] content) {}

  private Der() {}

  /** The PKCS#8 form of {@code RSA PRIVATE KEY}. */
  static byte[] pkcs8OfPkcs1(byte[] pkcs1) {
    return element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, pkcs1));
  }

  /** The X.509 form of {@code RSA PUBLIC KEY}. */
  static byte[] x509OfPkcs1(byte[] pkcs1) {
    return element(SEQUENCE, RSA, element(BIT_STRING, new byte[1], pkcs1));
  }

  /** The PKCS#8 form of {@code EC PRIVATE KEY}. */
  static byte[] pkcs8OfSec1(byte[] sec1) {
    byte[] curve =
        part(sec1, TAG_0)
            .orElseThrow(() -> new IllegalArgumentException("the key does not name its curve"));
    return element(SEQUENCE, VERSION_0, element(SEQUENCE, EC, curve), element(OCTET_STRING, sec1));
  }

  /** The public half that stands in {@code pkcs8} beside the private one. */
  static PublicKey publicKeyOfEc(ECPrivateKey key, byte[] pkcs8) throws GeneralSecurityException {
    byte[] bits =
        part(pkcs8, OCTET_STRING)
            .flatMap(sec1 -> part(sec1, TAG_1))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the private key stands without its public one; write it anew with"
                            + " openssl, which adds it"));
    // tag, length and the number of unused bits stand before the point
    byte[] point = next(ByteBuffer.wrap(bits)).content();
    int size = (point.length - 2) / 2;
    if (point.length < 2 || point[1] != UNCOMPRESSED) {
      throw new IllegalArgumentException("the public key is no uncompressed point");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 2, 2 + size));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 2 + size, point.length));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), key.getParams()));
  }

  /** The content of the first part with that tag of a sequence. */
  private static Optional<byte[]> part(byte[] sequence, int tag) {
    ByteBuffer parts = ByteBuffer.wrap(next(ByteBuffer.wrap(sequence)).content());
    while (parts.hasRemaining()) {
      Element part = next(parts);
      if (part.tag() == tag) {
        return Optional.of(part.content());
      }
    }
    return Optional.empty();
  }

  private static Element next(ByteBuffer in) {
    try {
      int tag = in.get() & 0xff;
      int length = in.get() & 0xff;
      if (length > 0x80) {
        int bytes = length & 0x7f;
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = length << 8 | (in.get() & 0xff);
        }
      }
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException("the key is cut off");
      }
      byte[] content = new byte[length];
      in.get(content);
      return new Element(tag, content);
    } catch (java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("the key is cut off", e);
    }
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int skipped = digits[0] == 0 ? 1 : 0;
      out.write(0x80 | (digits.length - skipped));
      out.write(digits, skipped, digits.length - skipped);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
