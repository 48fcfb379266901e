package io.todochatbot.spi.schedule;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The values that one field of a cron expression allows.
 *
 * @param bits bit n for value n
 * @param star whether the field was written as all values, which decides how the two day fields
 *     combine
 */
record Values(long bits, boolean star) {
  /** As one who writes {@code *}. */
  static Values all(Place place) {
    return new Values(range(place.min, place.max, 1), true);
  }

  static Values only(int value) {
    return new Values(1L << value, false);
  }

  /**
   * Reads a field.
   *
   * @throws IllegalArgumentException in the words of daprd's parser
   */
  static Values parse(String field, Place place) {
    long bits = 0;
    boolean star = false;
    for (String range : Arrays.asList(field.split(","))) {
      if (!range.isEmpty()) {
        Values part = parseRange(range, place);
        bits |= part.bits;
        star |= part.star;
      }
    }
    if (bits == 0) {
      throw new IllegalArgumentException("no value in field: " + field);
    }
    return new Values(bits, star);
  }

  boolean contains(int value) {
    return (bits >>> value & 1) == 1;
  }

  /** The smallest allowed value that is not below {@code from}. */
  OptionalInt onOrAfter(int from) {
    long left = from > Long.SIZE - 1 ? 0 : bits >>> from << from;
    return left == 0 ? OptionalInt.empty() : OptionalInt.of(Long.numberOfTrailingZeros(left));
  }

  int first() {
    return Long.numberOfTrailingZeros(bits);
  }

  private static Values parseRange(String text, Place place) {
    String[] rangeAndStep = text.split("/", -1);
    String[] ends = rangeAndStep[0].split("-", -1);
    boolean star = ends[0].equals("*") || ends[0].equals("?");
    int low = star ? place.min : number(ends[0], place);
    int high = star ? place.max : high(ends, low, text, place);
    int step = 1;
    if (rangeAndStep.length > 2) {
      throw new IllegalArgumentException("too many slashes: " + text);
    }
    if (rangeAndStep.length == 2) {
      step = integer(rangeAndStep[1]);
      high = ends.length == 1 ? place.max : high;
    }
    check(low, high, step, text, place);
    return new Values(range(low, high, step), star && step == 1);
  }

  private static int high(String[] ends, int low, String text, Place place) {
    return switch (ends.length) {
      case 1 -> low;
      case 2 -> number(ends[1], place);
      default -> throw new IllegalArgumentException("too many hyphens: " + text);
    };
  }

  private static void check(int low, int high, int step, String text, Place place) {
    if (low < place.min) {
      throw new IllegalArgumentException(
          "beginning of range (%d) below minimum (%d): %s".formatted(low, place.min, text));
    }
    if (high > place.max) {
      throw new IllegalArgumentException(
          "end of range (%d) above maximum (%d): %s".formatted(high, place.max, text));
    }
    if (low > high) {
      throw new IllegalArgumentException(
          "beginning of range (%d) beyond end of range (%d): %s".formatted(low, high, text));
    }
    if (step == 0) {
      throw new IllegalArgumentException("step of range should be a positive number: " + text);
    }
  }

  private static int number(String text, Place place) {
    OptionalInt named = place.named(text);
    return named.isPresent() ? named.getAsInt() : integer(text);
  }

  private static int integer(String text) {
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "failed to parse int from %s: strconv.Atoi: parsing \"%s\": invalid syntax"
              .formatted(text, text),
          e);
    }
    if (value < 0) {
      throw new IllegalArgumentException(
          "negative number (%d) not allowed: %s".formatted(value, text));
    }
    return value;
  }

  private static long range(int low, int high, int step) {
    long bits = 0;
    for (long value = low; value <= high; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }
}
