package io.todochatbot.understanding;

import io.todochatbot.understanding.date.DateFinder;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence without its courtesies.
 *
 * @param text as written
 * @param lower in lower case, of the same length
 * @param question whether it asks something
 */
record Sentence(String text, String lower, boolean question, DateFinder dates, LocalDate today) {
  private static final Pattern BEFORE =
      Pattern.compile(
          "^(?:(?:hey|hi|hello|ok|okay|so|well|please|pls|kindly|bot|todo bot|just|then|and|also|cool"
              + "|great|nice|fine|alright|hm+|oh|perfect)[,.!]*\\s+|(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to "
              + "|i want (?:you )?to |let's |let me |go ahead and )",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?:[,\\s]+(?:please|pls|thanks|thank you|thx))+[.!?]*$|[.!]+$|\\s+$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ASKS =
      Pattern.compile(
          "^(?:what|what's|whats|when|when's|who|who's|where|where's|how|how's|why|which|is|are|am"
              + "|do|does|did|can|could|would|should|will|have|has)\\b.*");

  static Sentence of(String said, DateFinder dates, LocalDate today) {
    String text = said.replace('’', '\'').replaceAll("\\s+", " ").strip();
    String before = "";
    while (!before.equals(text)) {
      before = text;
      text = shortened(BEFORE, text);
      text = shortened(BEHIND, text);
    }
    boolean question = text.endsWith("?");
    String plain = question ? text.replaceFirst("[\\s?]+$", "") : text;
    String lower = plain.toLowerCase(Locale.ROOT);
    return new Sentence(
        plain,
        lower.length() == plain.length() ? lower : plain,
        question || ASKS.matcher(lower).matches(),
        dates,
        today);
  }

  private static String shortened(Pattern pattern, String text) {
    String rest = pattern.matcher(text).replaceFirst("");
    return rest.isBlank() ? text : rest;
  }

  boolean is(Pattern pattern) {
    return pattern.matcher(lower).matches();
  }

  /** The group of a pattern that the whole sentence matches, as it was written. */
  Optional<String> after(Pattern pattern) {
    Matcher matcher = pattern.matcher(lower);
    return matcher.matches()
        ? Optional.of(text.substring(matcher.start(1), matcher.end(1)).strip())
        : Optional.empty();
  }
}
