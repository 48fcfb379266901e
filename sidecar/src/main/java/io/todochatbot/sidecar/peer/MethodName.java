package io.todochatbot.sidecar.peer;

import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * The name of what is called, which over HTTP is a path: cleaned, so that access control and the
 * application see the same one.
 */
public final class MethodName {
  private static final String UNESCAPED = "-._~!$&'()*+,;=:@/[]";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private MethodName() {}

  /**
   * Resolves {@code .}, {@code ..} and repeated slashes; a name can't climb above its beginning.
   *
   * @throws CallFailure if the name has a character that would change its meaning in a URL
   */
  public static String normalize(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (c == '#' || c == '?' || c == 0) {
        throw refused("method contains forbidden character: " + quoted(method));
      }
    }
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        int position = method.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
        throw refused(
            "method contains control character at position " + position + ": " + quoted(method));
      }
    }
    return clean(method);
  }

  /** Resolves {@code .}, {@code ..} and repeated slashes. */
  public static String clean(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", segments);
  }

  /**
   * The name as the path of a URL, without leading slash; escapes that are there stay.
   *
   * @throws CallFailure if a percent sign begins no escape, which Go's URLs refuse
   */
  static String encode(String method) {
    String relative = method.startsWith("/") ? method.substring(1) : method;
    StringBuilder path = new StringBuilder(relative.length());
    byte[] bytes = relative.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (c == '%' && !escape(bytes, i)) {
        String stray = relative.substring(relative.indexOf('%'));
        throw new CallFailure(
            Code.INTERNAL, "invalid URL escape in the method's name: " + quoted(stray));
      }
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNESCAPED.indexOf(c) >= 0
              || c == '%';
      if (plain) {
        path.append(c);
      } else {
        path.append('%').append(HEX.toHexDigits((byte) c));
      }
    }
    return path.toString();
  }

  private static boolean escape(byte[] bytes, int at) {
    return at + 2 < bytes.length
        && Character.digit(bytes[at + 1], 16) >= 0
        && Character.digit(bytes[at + 2], 16) >= 0;
  }

  private static CallFailure refused(String why) {
    return new CallFailure(Code.INVALID_ARGUMENT, "invalid method: " + why);
  }

  /** As Go's {@code %q} writes it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case 7 -> quoted.append("\\a");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case 11 -> quoted.append("\\v");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            quoted.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
