package io.todochatbot.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which titles somebody means who writes a few of their words, perhaps misspelt. */
public final class TitleMatch {
  private static final Set<String> FILLERS =
      Set.of("the", "a", "an", "my", "to", "task", "todo", "one", "thing", "for", "of", "about");
  private static final double LEAST = 0.6;

  private TitleMatch() {}

  /**
   * The titles meant, by index: the one that is written just so, else those that fit best. Several
   * mean that the words don't tell; none that nothing fits.
   */
  public static List<Integer> among(List<String> titles, String words) {
    List<Integer> exact = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      if (plain(titles.get(i)).equals(plain(words))) {
        exact.add(i);
      }
    }
    return exact.isEmpty() ? closest(titles, tokens(words)) : List.copyOf(exact);
  }

  private static List<Integer> closest(List<String> titles, List<String> wanted) {
    List<Integer> best = new ArrayList<>();
    double most = LEAST;
    for (int i = 0; i < titles.size() && !wanted.isEmpty(); i++) {
      double score = score(tokens(titles.get(i)), wanted);
      if (score > most) {
        best.clear();
        most = score;
      }
      if (score >= most) {
        best.add(i);
      }
    }
    return List.copyOf(best);
  }

  private static double score(List<String> title, List<String> wanted) {
    double found = 0;
    for (String word : wanted) {
      found += title.stream().mapToDouble(other -> alike(word, other)).max().orElse(0);
    }
    return found / wanted.size();
  }

  private static double alike(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    boolean begins =
        Math.min(one.length(), other.length()) >= 3
            && (other.startsWith(one) || one.startsWith(other));
    int allowed = Math.min(one.length(), other.length()) >= 6 ? 2 : 1;
    boolean near = Math.min(one.length(), other.length()) >= 4 && distance(one, other) <= allowed;
    return begins || near ? 0.8 : 0;
  }

  private static List<String> tokens(String text) {
    List<String> all =
        Arrays.stream(plain(text).split(" ")).filter(word -> !word.isEmpty()).toList();
    List<String> telling = all.stream().filter(word -> !FILLERS.contains(word)).toList();
    return telling.isEmpty() ? all : telling;
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /** Letters to add, drop, change or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, one, other, i, j);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int step(int[][] cost, String one, String other, int i, int j) {
    int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
