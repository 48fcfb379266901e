package io.todochatbot.resources;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The simple types a field can have. */
final class Values {
  private Values() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException saying what was found and what was expected
   */
  static Object read(Class<?> type, @Nullable Field field, Node node) {
    if (type == String.class && field != null && field.any()) {
      return node instanceof ScalarNode scalar ? Scalars.text(scalar) : Nodes.json(node);
    }
    if (!(node instanceof ScalarNode scalar)) {
      throw unexpected(node, type == String.class ? "a text" : "one value");
    }
    if (type == String.class) {
      return Scalars.text(scalar);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Scalars.bool(scalar).orElseThrow(() -> unexpected(node, "true or false"));
    }
    if (type == int.class || type == Integer.class) {
      return Scalars.integer(scalar)
          .filter(number -> number.bitLength() < Integer.SIZE)
          .map(BigInteger::intValue)
          .orElseThrow(() -> unexpected(node, "a whole number"));
    }
    if (type == Duration.class) {
      return duration(Scalars.text(scalar), field);
    }
    return constant(type, scalar.getValue());
  }

  /** Returns what stands for a value that isn't there. */
  static Object absent(Class<?> type, @Nullable Field field) {
    String text = field == null ? "" : field.fallback();
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class) {
      return Boolean.parseBoolean(text);
    }
    if (type == int.class) {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
    if (type == Duration.class) {
      return text.isEmpty() ? Duration.ZERO : GoDuration.parse(text);
    }
    return constant(type, text);
  }

  static IllegalArgumentException unexpected(Node node, String expected) {
    String found =
        switch (node) {
          case ScalarNode scalar -> '"' + scalar.getValue() + '"';
          case SequenceNode sequence -> "a list";
          case MappingNode mapping -> "a mapping";
          default -> "an alias";
        };
    return new IllegalArgumentException(found + " (expected: " + expected + ")");
  }

  private static Duration duration(String text, @Nullable Field field) {
    return field != null && field.millis()
        ? GoDuration.parseOrMillis(text)
        : GoDuration.parse(text);
  }

  private static Object constant(Class<?> type, String word) {
    Object[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> plain(constant).equals(plain(word)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    '"' + word + "\" (expected: one of " + Arrays.toString(constants) + ")"));
  }

  private static String plain(Object constant) {
    return constant.toString().replace("_", "").toLowerCase(Locale.ROOT);
  }
}
