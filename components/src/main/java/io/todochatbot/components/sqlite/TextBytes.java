package io.todochatbot.components.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells texts from other bytes, so that texts can stand readable in a table. */
final class TextBytes {
  private TextBytes() {}

  /** Whether the bytes are UTF-8 without NUL, at which SQLite's text functions would stop. */
  static boolean areText(byte[] bytes) {
    boolean ascii = true;
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
      ascii &= b > 0;
    }
    return ascii || isUtf8(bytes);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException expected) {
      return false;
    }
  }
}
