package io.todochatbot.resources;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Status codes from one to another, both included. */
public record CodeRange(int from, int to) {
  static final CodeRange HTTP = new CodeRange(100, 599);
  static final CodeRange GRPC = new CodeRange(0, 16);
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  /** Whether {@code code} is one of these. */
  public boolean contains(int code) {
    return from <= code && code <= to;
  }

  /** Reads codes and ranges separated by commas; empty parts don't count. */
  static List<CodeRange> parseAll(String text, CodeRange valid) {
    return Stream.of(text.split(",", -1))
        .filter(part -> !part.isEmpty())
        .map(part -> parse(part, valid))
        .toList();
  }

  private static CodeRange parse(String part, CodeRange valid) {
    Matcher form = FORM.matcher(part);
    if (form.matches()) {
      int from = Integer.parseInt(form.group(1));
      int to = form.group(2) == null ? from : Integer.parseInt(form.group(2));
      if (valid.contains(from) && valid.contains(to) && from <= to) {
        return new CodeRange(from, to);
      }
    }
    throw new IllegalArgumentException(
        "invalid pattern \"%s\" (expected: codes from %d to %d such as %d or %d-%d)"
            .formatted(part, valid.from, valid.to, valid.from, valid.from, valid.to));
  }
}
