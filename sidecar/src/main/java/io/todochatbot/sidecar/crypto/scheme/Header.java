package io.todochatbot.sidecar.crypto.scheme;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The three lines before a document's segments: the scheme's name, the manifest and what
 * authenticates both, in Base64.
 */
record Header(byte[] manifest, byte[] mac) {
  private static final String SCHEME = "dapr.io/enc/v1";

  /** The longest header, its line breaks included. */
  private static final int MAX_BYTES = 64 * 1024;

  /** Writes a header that {@code key} signs. */
  static byte[] write(byte[] manifest, FileKey key) {
    byte[] message = message(manifest);
    byte[] mac = Base64.getEncoder().encode(key.sign(message));
    ByteArrayOutputStream header = new ByteArrayOutputStream(message.length + mac.length + 1);
    header.writeBytes(message);
    header.writeBytes(mac);
    header.write('\n');
    if (header.size() > MAX_BYTES) {
      throw new DocumentException("failed to sign header: header is too long");
    }
    return header.toByteArray();
  }

  /**
   * Reads a header, and no byte more.
   *
   * @throws DocumentException if there is none
   */
  static Header read(InputStream in) throws IOException {
    int[] left = {MAX_BYTES};
    byte[] scheme = line(in, left, "scheme name not found");
    if (!new String(scheme, StandardCharsets.UTF_8).equals(SCHEME)) {
      throw invalid("unsupported scheme");
    }
    byte[] manifest = line(in, left, "manifest not found");
    return new Header(manifest, line(in, left, "message authentication code not found"));
  }

  /**
   * Checks that {@code key} has signed this.
   *
   * @throws DocumentException if not
   */
  void verify(FileKey key) {
    byte[] given;
    try {
      given = Base64.getDecoder().decode(mac);
    } catch (IllegalArgumentException e) {
      throw new DocumentException("failed to decode header's signature: " + e.getMessage());
    }
    if (!MessageDigest.isEqual(given, key.sign(message(manifest)))) {
      throw new DocumentException("failed to validate the document's signature");
    }
  }

  private static byte[] message(byte[] manifest) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(SCHEME.length() + manifest.length);
    message.writeBytes(SCHEME.getBytes(StandardCharsets.US_ASCII));
    message.write('\n');
    message.writeBytes(manifest);
    message.write('\n');
    return message.toByteArray();
  }

  private static byte[] line(InputStream in, int[] left, String missing) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    while (left[0]-- > 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      if (next == '\n') {
        if (line.size() == 0) {
          throw invalid("invalid format");
        }
        return line.toByteArray();
      }
      line.write(next);
    }
    throw invalid(missing);
  }

  private static DocumentException invalid(String why) {
    return new DocumentException("invalid header: " + why);
  }
}
