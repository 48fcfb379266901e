package io.todochatbot.conformance.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * Something that must not be.
 *
 * @param number of the request, to send it again; below 0 where it belongs to none
 * @param what what was seen
 * @param request the request, shortened
 */
record Finding(long number, String what, String request) {
  private static final int SHOWN = 400;

  static Finding of(long number, String what, byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return new Finding(number, what, shortened(text));
  }

  static Finding of(String what) {
    return new Finding(-1, what, "");
  }

  private static String shortened(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    StringBuilder shown = new StringBuilder();
    cut.chars()
        .forEach(c -> shown.append(c < ' ' || c > '~' ? "\\x%02x".formatted(c) : (char) c + ""));
    return shown.toString();
  }

  @Override
  public String toString() {
    return number < 0 ? what : "request %d: %s%n      %s".formatted(number, what, request);
  }
}
