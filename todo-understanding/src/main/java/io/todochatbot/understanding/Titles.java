package io.todochatbot.understanding;

import io.todochatbot.understanding.date.DateFinder;
import io.todochatbot.understanding.date.Due;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a task's title of the words that describe it. */
final class Titles {
  private static final Pattern JOINTS =
      Pattern.compile(
          "^(?:to |that i (?:need|have) to |about |: *|, *)|[,;:\\s]+$", Pattern.CASE_INSENSITIVE);

  private Titles() {}

  /** A task of these words: when is taken out of them, the rest is the title. */
  static Intent task(String words, DateFinder dates) {
    Optional<DateFinder.Found> found = dates.find(words);
    if (found.isEmpty()) {
      return titled(words, words, null);
    }
    String trouble = found.get().trouble();
    return trouble == null
        ? titled(found.get().rest(), words, found.get().due())
        : new Intent.ImpossibleDate(trouble);
  }

  /** Without quotation marks that go all around. */
  static String unquoted(String words) {
    String text = words.strip();
    boolean quoted = text.matches("\"[^\"]+\"|“[^”]+”|'[^']+'");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }

  private static Intent titled(String rest, String words, @Nullable Due due) {
    String title = unquoted(JOINTS.matcher(rest).replaceAll(""));
    return title.isEmpty() ? new Intent.Add(unquoted(words), null) : new Intent.Add(title, due);
  }
}
