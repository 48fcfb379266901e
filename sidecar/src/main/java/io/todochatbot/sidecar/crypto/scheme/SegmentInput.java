package io.todochatbot.sidecar.crypto.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * A document's body on its way through the cipher, one segment in memory at a time. One byte is
 * read ahead, since the last segment is encrypted as such.
 */
final class SegmentInput extends InputStream {
  /** How much plaintext a segment holds; only the last may hold less. */
  static final int PLAIN_BYTES = 64 * 1024;

  private final InputStream source;
  private final FileKey key;
  private final int mode;
  private final byte[] segment;
  private byte[] ready = new byte[0];
  private int at;
  private int ahead = -1;
  private long number;
  private boolean begun;
  private boolean ended;

  private SegmentInput(InputStream source, FileKey key, int mode, int segmentBytes) {
    this.source = source;
    this.key = key;
    this.mode = mode;
    this.segment = new byte[segmentBytes];
  }

  static SegmentInput encrypting(InputStream plaintext, FileKey key) {
    return new SegmentInput(plaintext, key, Cipher.ENCRYPT_MODE, PLAIN_BYTES);
  }

  /** Throws a {@link DocumentException} where a segment is not what was encrypted. */
  static SegmentInput decrypting(InputStream ciphertext, FileKey key) {
    return new SegmentInput(
        ciphertext, key, Cipher.DECRYPT_MODE, PLAIN_BYTES + DataCipher.TAG_BYTES);
  }

  @Override
  public int read() throws IOException {
    return fill() ? ready[at++] & 0xff : -1;
  }

  /** Reads on within one segment: whoever asks for enough gets a whole one. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, target, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private boolean fill() throws IOException {
    while (at == ready.length) {
      if (ended) {
        return false;
      }
      next();
    }
    return true;
  }

  private void next() throws IOException {
    int length = 0;
    if (ahead >= 0) {
      segment[0] = (byte) ahead;
      length = 1;
    }
    length += source.readNBytes(segment, length, segment.length - length);
    ahead = length < segment.length ? -1 : source.read();
    ended = ahead < 0;
    boolean emptyDocument = length == 0 && !begun;
    begun = true;
    if (emptyDocument) {
      return;
    }
    if (number > 0xffff_ffffL) {
      throw new DocumentException("input stream is too large");
    }
    try {
      ready = key.segment(mode, segment, length, (int) number, ended);
      at = 0;
    } catch (GeneralSecurityException e) {
      throw new DocumentException(
          "error processing segment "
              + number
              + ": failed to "
              + (mode == Cipher.ENCRYPT_MODE ? "encrypt" : "decrypt")
              + " segment");
    }
    number++;
  }
}
