package io.todochatbot.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** HTTP/2's frames as bytes, right and wrong ones (RFC 9113); header blocks without compression. */
final class Frames {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int TYPES = 12;
  private static final int SEVEN_BITS = 127;

  private Frames() {}

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return frame(type, flags, stream, payload, payload.length);
  }

  /** A frame that says it has {@code length} bytes. */
  static byte[] frame(int type, int flags, int stream, byte[] payload, int length) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(length >>> 16);
    frame.write(length >>> 8);
    frame.write(length);
    frame.write(type);
    frame.write(flags);
    frame.writeBytes(number(stream));
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** Four bytes. */
  static byte[] number(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }

  /** Settings that let the server send as much as it likes, and the same for the connection. */
  static byte[] greeting() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(PREFACE);
    byte[] window = {0, 4, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    all.writeBytes(frame(SETTINGS, 0, 0, window));
    all.writeBytes(frame(WINDOW_UPDATE, 0, 0, number(Integer.MAX_VALUE - 65_535)));
    return all.toByteArray();
  }

  /** A header block of literals that nobody is to remember. */
  static byte[] headers(List<Map.Entry<String, String>> headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Map.Entry<String, String> header : headers) {
      block.write(0);
      text(block, header.getKey());
      text(block, header.getValue());
    }
    return block.toByteArray();
  }

  /** Some frames of any kind on any stream, as an unfriendly client sends them. */
  static byte[] random(Chance chance, List<Map.Entry<String, String>> headers) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(chance.oneIn(10) ? chance.damaged(greeting()) : greeting());
    for (int frames = 1 + chance.below(8); frames > 0; frames--) {
      int type = chance.oneIn(3) ? HEADERS : chance.below(TYPES);
      byte[] block = type == HEADERS || type == CONTINUATION ? headers(headers) : chance.bytes(8);
      byte[] payload =
          switch (chance.below(4)) {
            case 0 -> chance.bytes(chance.below(200));
            case 1 -> chance.damaged(block);
            default -> block;
          };
      int stream = chance.oneIn(4) ? chance.below(7) - 1 : 2 * chance.below(4) + 1;
      int length = chance.oneIn(10) ? chance.below(1 << 24) : payload.length;
      int flags = chance.oneIn(3) ? chance.below(256) : END_HEADERS | END_STREAM;
      all.writeBytes(frame(type, flags, stream, payload, length));
    }
    return chance.oneIn(5) ? chance.damaged(all.toByteArray()) : all.toByteArray();
  }

  /** A text of HPACK (RFC 7541, 5.2), not Huffman coded. */
  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SEVEN_BITS) {
      block.write(bytes.length);
    } else {
      block.write(SEVEN_BITS);
      int rest = bytes.length - SEVEN_BITS;
      for (; rest >= 128; rest >>>= 7) {
        block.write((rest & SEVEN_BITS) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }
}
