package io.todochatbot.resources;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word a misspelt one was meant to be. */
final class Nearest {
  private Nearest() {}

  /** Returns {@code " (did you mean X?)"}, or nothing if no word is near. */
  static String hint(String word, Collection<String> known) {
    return among(word, known).map(near -> " (did you mean " + near + "?)").orElse("");
  }

  private static Optional<String> among(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(other -> distance(lower, other.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.<String>comparingInt(o -> distance(lower, o.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Counts the letters to insert, remove or replace (Levenshtein's distance). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
