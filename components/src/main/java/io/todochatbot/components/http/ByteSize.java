package io.todochatbot.components.http;

import io.todochatbot.spi.ComponentException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in Kubernetes' notation: {@code 100}, {@code 1k}, {@code 10Ki}, {@code 1.5G}. */
final class ByteSize {
  private static final Pattern QUANTITY = Pattern.compile("([-+]?[0-9]+(?:\\.[0-9]+)?)([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "k", 1_000L,
          "Ki", 1L << 10,
          "M", 1_000_000L,
          "Mi", 1L << 20,
          "G", 1_000_000_000L,
          "Gi", 1L << 30,
          "T", 1_000_000_000_000L,
          "Ti", 1L << 40);

  private ByteSize() {}

  /**
   * Reads a size in bytes.
   *
   * @throws ComponentException if it is none
   */
  static long parse(String text) {
    Matcher quantity = QUANTITY.matcher(text.strip());
    Long unit = quantity.matches() ? UNITS.get(quantity.group(2)) : null;
    if (unit == null) {
      throw new ComponentException(
          "invalid value for maxResponseBodySize: \""
              + text
              + "\" (expected: a size such as 100, 10Ki or 1M)");
    }
    return new BigDecimal(quantity.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
  }
}
