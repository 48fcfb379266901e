package io.todochatbot.sidecar.http;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Escapes strings as Go's {@code encoding/json} does, safe to stand in HTML: {@code <}, {@code >},
 * {@code &} and the two line separators of Unicode that JavaScript minds.
 */
final class GoEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;
  private static final int[] ASCII = ascii();

  @Override
  public int[] getEscapeCodesForAscii() {
    return ASCII.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return character < 0x80 || character == 0x2028 || character == 0x2029
        ? new SerializedString("\\u" + HexFormat.of().toHexDigits((char) character))
        : null;
  }

  private static int[] ascii() {
    int[] codes = standardAsciiEscapesForJSON();
    for (int character = 0; character < codes.length; character++) {
      // control characters that have no letter of their own: Go writes their digits in lower case
      if (codes[character] == ESCAPE_STANDARD || "<>&".indexOf(character) >= 0) {
        codes[character] = ESCAPE_CUSTOM;
      }
    }
    return codes;
  }
}
