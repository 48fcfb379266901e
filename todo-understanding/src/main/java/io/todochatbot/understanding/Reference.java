package io.todochatbot.understanding;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a sentence speaks of a task that exists. */
public sealed interface Reference {
  /** By its place in the list last shown, from 1. */
  record Position(int number) implements Reference {}

  /** The last of the list last shown. */
  record Last() implements Reference {}

  /** The task last spoken of. */
  record It() implements Reference {}

  /** Every open task. */
  record All() implements Reference {}

  /** By words of its title, perhaps not all and not quite as written. */
  record Title(String words) implements Reference {}

  /** Reads the words that stand where a task is expected. */
  static Reference of(String words) {
    String text = words.strip().replaceAll("^[:,\\s]+|[.!?,\\s]+$", "");
    if (text.matches("\"[^\"]*\"|“[^”]*”")) {
      return new Title(text.substring(1, text.length() - 1));
    }
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replaceFirst("^(?:my |the |that )?(?:task|todo|to-do|item|entry)s? ", "")
            .replaceFirst("^(?:number|no\\.?|nr\\.?|#)\\s*", "");
    if (plain.matches("\\d{1,4}")) {
      return new Position(Integer.parseInt(plain));
    }
    if (plain.matches("it|that|this|that one|this one|that task|this task|them")) {
      return new It();
    }
    if (plain.matches(
        "(?:all|everything|all of them|all (?:my |the |of my )?(?:tasks|todos|to-dos|items))")) {
      return new All();
    }
    Matcher ordinal = Ordinals.WORDS.matcher(plain);
    if (ordinal.matches()) {
      String word = ordinal.group(1);
      return word.equals("last") ? new Last() : new Position(Ordinals.number(word));
    }
    return new Title(
        text.replaceFirst("(?i)^(?:the |my )?(?:task|todo|to-do|item)s? (?:called |named )?", "")
            .replaceFirst("(?i)\\s+(?:task|todo|to-do|item)$", ""));
  }

  /** "the second one", "3rd". */
  final class Ordinals {
    private static final Map<String, Integer> SPELT =
        Map.of(
            "first", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5, "sixth", 6, "seventh", 7,
            "eighth", 8, "ninth", 9, "tenth", 10);
    private static final Pattern WORDS =
        Pattern.compile(
            "(?:the )?(last|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
                + "|\\d{1,3}(?:st|nd|rd|th))(?: (?:one|task|item))?");

    private Ordinals() {}

    private static int number(String word) {
      Integer spelt = SPELT.get(word);
      return spelt == null ? Integer.parseInt(word.replaceAll("\\D", "")) : spelt;
    }
  }
}
