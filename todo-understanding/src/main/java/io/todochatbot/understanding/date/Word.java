package io.todochatbot.understanding.date;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a sentence and where it stands.
 *
 * @param text in lower case, without the punctuation around it
 * @param start of the word in the sentence
 * @param end behind the word in the sentence
 */
record Word(String text, int start, int end) {
  // quoted parts are one word that nothing looks into
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|“[^”]*”|[^\\s\"“,;!?()]+");

  static List<Word> in(String sentence) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(sentence);
    while (matcher.find()) {
      String text = matcher.group().toLowerCase(Locale.ROOT).replace('’', '\'');
      int end = matcher.end();
      boolean abbreviated = text.matches("\\d*[ap]\\.m\\.");
      if (abbreviated) {
        text = text.substring(0, text.length() - 1);
      }
      while (!abbreviated && text.length() > 1 && (text.endsWith(".") || text.endsWith(":"))) {
        text = text.substring(0, text.length() - 1);
        end--;
      }
      words.add(new Word(text, matcher.start(), end));
    }
    return List.copyOf(words);
  }
}
