package io.todochatbot.resources;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Scalars by the rules of YAML 1.1, which daprd's library follows: {@code yes} is true, {@code 010}
 * is eight, {@code 1_000} a thousand. A lone {@code y} or {@code n} stays a letter, though: as a
 * name or value it is meant as one.
 */
final class Scalars {
  private static final Set<String> TRUE = Set.of("yes", "true", "on");
  private static final Set<String> FALSE = Set.of("no", "false", "off");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0b([01]+)|0x([0-9a-fA-F]+)|0o?([0-7]+)|(0|[1-9]\\d*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private Scalars() {}

  /** Whether nothing was written, or a null. */
  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && NULL.contains(scalar.getValue());
  }

  static Optional<Boolean> bool(ScalarNode scalar) {
    if (!scalar.isPlain() || mixedCase(scalar.getValue())) {
      return Optional.empty();
    }
    String word = scalar.getValue().toLowerCase(Locale.ROOT);
    return TRUE.contains(word)
        ? Optional.of(true)
        : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
  }

  static Optional<BigInteger> integer(ScalarNode scalar) {
    Matcher found = INTEGER.matcher(scalar.getValue().replace("_", ""));
    if (!scalar.isPlain() || !found.matches()) {
      return Optional.empty();
    }
    int[] bases = {2, 16, 8, 10};
    for (int i = 0; i < bases.length; i++) {
      String digits = found.group(i + 2);
      if (digits != null) {
        BigInteger number = new BigInteger(digits, bases[i]);
        return Optional.of("-".equals(found.group(1)) ? number.negate() : number);
      }
    }
    return Optional.empty();
  }

  /** Returns what the scalar means, in the text that its JSON form would have. */
  static String text(ScalarNode scalar) {
    if (!scalar.isPlain()) {
      return scalar.getValue();
    }
    return bool(scalar)
        .map(String::valueOf)
        .or(() -> integer(scalar).map(BigInteger::toString))
        .or(() -> decimal(scalar))
        .orElse(isNull(scalar) ? "" : scalar.getValue());
  }

  /** Whether JSON would write the scalar without quotes. */
  static boolean isLiteral(ScalarNode scalar) {
    return bool(scalar).isPresent()
        || integer(scalar).isPresent()
        || decimal(scalar).isPresent()
        || isNull(scalar);
  }

  private static Optional<String> decimal(ScalarNode scalar) {
    String digits = scalar.getValue().replace("_", "");
    if (!scalar.isPlain() || !FLOAT.matcher(digits).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(digits);
    if (number.signum() == 0) {
      return Optional.of("0");
    }
    int exponent = number.precision() - number.scale() - 1;
    return exponent < -6 || exponent >= 21
        ? Optional.of(digits)
        : Optional.of(number.stripTrailingZeros().toPlainString());
  }

  private static boolean mixedCase(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return !word.equals(lower)
        && !word.equals(word.toUpperCase(Locale.ROOT))
        && !(Character.isUpperCase(word.charAt(0)) && word.substring(1).equals(lower.substring(1)));
  }
}
