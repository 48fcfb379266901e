package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Says what is wrong with a JSON text in the words of Go's {@code encoding/json}, which daprd's
 * errors quote.
 */
final class GoJson {
  private static final String IN_STRING = "in string literal";

  private static final int MAX_DEPTH = 10_000;
  private static final String TOO_DEEP = "exceeded max depth";

  private final String text;
  private int at;
  private int depth;

  private GoJson(byte[] json) {
    text = new String(json, StandardCharsets.UTF_8);
  }

  /** Says what is wrong with the first value in {@code json}; empty if nothing is. */
  static Optional<String> complaint(byte[] json) {
    GoJson scan = new GoJson(json);
    scan.blanks();
    if (scan.at == scan.text.length()) {
      return Optional.of("EOF");
    }
    try {
      scan.value();
      return Optional.empty();
    } catch (Wrong e) {
      return Optional.of(e.complaint);
    } catch (StackOverflowError e) {
      // a thread's stack may end before Go's limit is reached; nothing but this scan is lost
      return Optional.of(TOO_DEEP);
    }
  }

  /** The kind of a value as Go names it. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case STRING -> "string";
      case NULL, MISSING -> "null";
      case OBJECT, POJO, BINARY -> "object";
    };
  }

  private void value() throws Wrong {
    blanks();
    char first = peek();
    if (depth > MAX_DEPTH) {
      throw new Wrong(TOO_DEEP);
    }
    switch (first) {
      case '{' -> {
        depth++;
        object();
        depth--;
      }
      case '[' -> {
        depth++;
        array();
        depth--;
      }
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> {
        if (first != '-' && !digit(first)) {
          throw wrong("looking for beginning of value");
        }
        number();
      }
    }
  }

  private void object() throws Wrong {
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      blanks();
      if (peek() != '"') {
        throw wrong("looking for beginning of object key string");
      }
      string();
      blanks();
      if (peek() != ':') {
        throw wrong("after object key");
      }
      at++;
      value();
      if (ends('}', "after object key:value pair")) {
        return;
      }
    }
  }

  private void array() throws Wrong {
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return;
    }
    do {
      value();
    } while (!ends(']', "after array element"));
  }

  private boolean ends(char end, String context) throws Wrong {
    blanks();
    char next = peek();
    if (next != ',' && next != end) {
      throw wrong(context);
    }
    at++;
    return next == end;
  }

  private void string() throws Wrong {
    at++;
    while (peek() != '"') {
      if (peek() < ' ') {
        throw wrong(IN_STRING);
      }
      if (peek() == '\\') {
        escape();
      }
      at++;
    }
    at++;
  }

  private void escape() throws Wrong {
    at++;
    if (peek() == 'u') {
      for (int i = 0; i < 4; i++) {
        at++;
        if (Character.digit(peek(), 16) < 0) {
          throw wrong("in \\u hexadecimal character escape");
        }
      }
    } else if ("\"\\/bfnrt".indexOf(peek()) < 0) {
      throw wrong("in string escape code");
    }
  }

  private void literal(String word) throws Wrong {
    for (int i = 1; i < word.length(); i++) {
      at++;
      if (peek() != word.charAt(i)) {
        throw wrong("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    at++;
  }

  private void number() throws Wrong {
    if (peek() == '-') {
      at++;
      if (!digit(peek())) {
        throw wrong("in numeric literal");
      }
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      if (!digit(peek())) {
        throw wrong("after decimal point in numeric literal");
      }
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (!digit(peek())) {
        throw wrong("in exponent of numeric literal");
      }
      digits();
    }
  }

  private void digits() {
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Wrong {
    if (at >= text.length()) {
      throw new Wrong("unexpected EOF");
    }
    return text.charAt(at);
  }

  private Wrong wrong(String context) {
    char found = text.charAt(at);
    String quoted =
        switch (found) {
          case '\'' -> "'\\''";
          case '"' -> "'\"'";
          case '\n' -> "'\\n'";
          case '\r' -> "'\\r'";
          case '\t' -> "'\\t'";
          default -> "'" + found + "'";
        };
    return new Wrong("invalid character " + quoted + " " + context);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    Wrong(String complaint) {
      super(complaint, null, false, false);
      this.complaint = complaint;
    }
  }
}
