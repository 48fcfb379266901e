package io.todochatbot.understanding.date;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The words of a sentence, asked by position; beyond the ends there are empty words. */
record Words(List<Word> list) {
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12));

  String at(int index) {
    return index < 0 || index >= list.size() ? "" : list.get(index).text();
  }

  boolean is(int index, String... any) {
    return List.of(any).contains(at(index));
  }

  int size() {
    return list.size();
  }

  /** The number that a word is, in digits or spelt out up to twelve. */
  OptionalInt number(int index) {
    String word = at(index);
    Integer spelt = NUMBERS.get(word);
    if (spelt != null) {
      return OptionalInt.of(spelt);
    }
    return word.matches("\\d{1,4}") ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
  }
}
