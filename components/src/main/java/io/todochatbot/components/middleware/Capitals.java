package io.todochatbot.components.middleware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A stream of UTF-8 in capital letters, character by character as it comes: a read returns what is
 * there and waits only for the rest of a character.
 */
final class Capitals extends InputStream {
  private final InputStream source;
  private final byte[] buffer = new byte[8192];
  private byte[] ready = new byte[0];
  private int at;
  private int kept;
  private boolean ended;

  Capitals(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return fill() ? ready[at++] & 0xff : -1;
  }

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
      int count = source.read(buffer, kept, buffer.length - kept);
      ended = count < 0;
      int all = kept + Math.max(count, 0);
      int whole = ended ? all : whole(all);
      ready = capitals(whole);
      at = 0;
      kept = all - whole;
      System.arraycopy(buffer, whole, buffer, 0, kept);
    }
    return true;
  }

  private byte[] capitals(int length) {
    return new String(buffer, 0, length, StandardCharsets.UTF_8)
        .toUpperCase(Locale.ROOT)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** How many of the first {@code length} bytes are whole characters. */
  private int whole(int length) {
    int start = length - 1;
    while (start >= 0 && length - start < 4 && (buffer[start] & 0xc0) == 0x80) {
      start--;
    }
    if (start < 0) {
      return length;
    }
    int lead = buffer[start] & 0xff;
    int size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return start + size > length ? start : length;
  }
}
