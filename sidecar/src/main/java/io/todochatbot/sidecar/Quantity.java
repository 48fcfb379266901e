package io.todochatbot.sidecar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Kubernetes writes quantities: {@code 4Mi}, {@code 1k}, {@code 16777216}. */
final class Quantity {
  private static final Pattern FORM =
      Pattern.compile("^([+-]?[0-9.]+)(|Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E|[eE][+-]?[0-9]+)$");
  private static final Map<String, BigInteger> FACTORS =
      Map.ofEntries(
          Map.entry("", BigInteger.ONE),
          Map.entry("Ki", BigInteger.TWO.pow(10)),
          Map.entry("Mi", BigInteger.TWO.pow(20)),
          Map.entry("Gi", BigInteger.TWO.pow(30)),
          Map.entry("Ti", BigInteger.TWO.pow(40)),
          Map.entry("Pi", BigInteger.TWO.pow(50)),
          Map.entry("Ei", BigInteger.TWO.pow(60)),
          Map.entry("k", BigInteger.TEN.pow(3)),
          Map.entry("M", BigInteger.TEN.pow(6)),
          Map.entry("G", BigInteger.TEN.pow(9)),
          Map.entry("T", BigInteger.TEN.pow(12)),
          Map.entry("P", BigInteger.TEN.pow(15)),
          Map.entry("E", BigInteger.TEN.pow(18)));

  private Quantity() {}

  /** The bytes that {@code text}, given for {@code flag}, stands for. */
  static long bytes(Flag flag, String text) throws OptionsReader.Invalid {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw invalid(flag);
    }
    String suffix = parts.group(2);
    try {
      BigDecimal number = new BigDecimal(parts.group(1));
      BigDecimal value =
          FACTORS.containsKey(suffix)
              ? number.multiply(new BigDecimal(FACTORS.getOrDefault(suffix, BigInteger.ONE)))
              : number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
      return value.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      OptionsReader.Invalid invalid = invalid(flag);
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static OptionsReader.Invalid invalid(Flag flag) {
    return new OptionsReader.Invalid(
        "invalid value for '"
            + flag.text()
            + "' option: quantities must match the regular expression"
            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        true);
  }
}
