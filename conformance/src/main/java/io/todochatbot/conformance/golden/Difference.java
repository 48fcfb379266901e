package io.todochatbot.conformance.golden;

/**
 * One place where an answer is not the recorded one.
 *
 * @param field where, such as {@code response.body.message} or {@code toApp[0].headers.user-agent}
 * @param expected what daprd answered
 * @param actual what came instead
 */
record Difference(String field, String expected, String actual) {
  private static final int SHOWN = 400;

  @Override
  public String toString() {
    return field + ": expected " + shorten(expected) + ", got " + shorten(actual);
  }

  private static String shorten(String whole) {
    String text = whole.replace("\r", "\\r").replace("\n", "\\n");
    return text.length() <= SHOWN
        ? text
        : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
  }
}
