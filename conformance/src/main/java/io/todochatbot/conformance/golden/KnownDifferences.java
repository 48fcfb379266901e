package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The differences that are meant, as declared in {@code conformance/known-differences.md}: a table
 * whose rows say, as regular expressions in backticks, in which operation and which field which
 * text of daprd's stands against which of ours.
 */
final class KnownDifferences {
  private static final int COLUMNS = 6;
  private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern TICKS = Pattern.compile("^`(.*)`$");

  private final List<Row> rows;

  /**
   * @param texts matches daprd's text, a line feed and ours, so that ours may refer to a group of
   *     daprd's
   */
  private record Row(String name, Pattern operation, Pattern field, Pattern texts) {}

  private KnownDifferences(List<Row> rows) {
    this.rows = rows;
  }

  static KnownDifferences none() {
    return new KnownDifferences(List.of());
  }

  /** Those of the project. */
  static KnownDifferences declared() {
    try (InputStream in = KnownDifferences.class.getResourceAsStream("/known-differences.md")) {
      if (in == null) {
        throw new IllegalStateException("known-differences.md is missing from the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the rows of the table; all other text is for people.
   *
   * @throws IllegalArgumentException where a row has not the six columns
   */
  static KnownDifferences parse(String markdown) {
    List<Row> rows = new ArrayList<>();
    for (String line :
        markdown.lines().filter(l -> l.startsWith("| ") && l.contains("`")).toList()) {
      List<String> cells = CELL.splitAsStream(line.substring(1)).toList();
      if (cells.size() != COLUMNS) {
        throw new IllegalArgumentException(
            "known-differences.md: expected " + COLUMNS + " columns: " + line);
      }
      Pattern texts = pattern("(?:%s)\n(?:%s)".formatted(regex(cells.get(3)), regex(cells.get(4))));
      rows.add(
          new Row(
              cells.getFirst().strip(),
              pattern(regex(cells.get(1))),
              pattern(regex(cells.get(2))),
              texts));
    }
    return new KnownDifferences(rows);
  }

  /** The name of the declared difference that this one is, if it is one. */
  Optional<String> find(String operation, Difference difference) {
    return rows.stream()
        .filter(row -> row.operation().matcher(operation).matches())
        .filter(row -> row.field().matcher(difference.field()).matches())
        .filter(
            row ->
                row.texts().matcher(difference.expected() + "\n" + difference.actual()).matches())
        .map(Row::name)
        .findFirst();
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  private static String regex(String cell) {
    Matcher ticks = TICKS.matcher(cell.strip());
    if (!ticks.matches()) {
      throw new IllegalArgumentException(
          "known-differences.md: expected a pattern in backticks: " + cell);
    }
    return ticks.group(1).replace("\\|", "|");
  }
}
