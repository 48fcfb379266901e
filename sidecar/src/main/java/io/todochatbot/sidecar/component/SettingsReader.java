package io.todochatbot.sidecar.component;

import io.todochatbot.resources.GoDuration;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a component's metadata into its settings record. Every problem is collected before it
 * fails. Keys are compared without regard to case; keys that the record does not declare are passed
 * over, as daprd passes them over.
 */
public final class SettingsReader implements ComponentProvider.SettingsSource {
  private final Map<String, String> metadata;

  /** Reads from {@code metadata}, whose keys are as written. */
  public SettingsReader(Map<String, String> metadata) {
    TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(metadata);
    this.metadata = anyCase;
  }

  @Override
  public <S extends Record> S read(Class<S> type) {
    List<String> problems = new ArrayList<>();
    RecordComponent[] parts = type.getRecordComponents();
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      RecordComponent part = parts[i];
      Setting setting = part.getAnnotation(Setting.class);
      Optional<String> text = text(part.getName(), setting);
      if (text.isEmpty() && setting.required()) {
        problems.add("missing " + part.getName() + ": " + setting.meaning());
        continue;
      }
      try {
        values[i] = convert(part.getGenericType(), text.orElse(setting.fallback()));
      } catch (IllegalArgumentException e) {
        problems.add(
            part.getName()
                + ": "
                + (setting.secret() ? "its value" : "\"" + text.orElse("") + "\"")
                + " (expected: "
                + expected(part.getGenericType())
                + ")");
      }
    }
    if (!problems.isEmpty()) {
      throw new ComponentException(String.join("; ", problems));
    }
    return create(type, parts, values);
  }

  private Optional<String> text(String name, Setting setting) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(Arrays.asList(setting.aliases()));
    return names.stream().map(metadata::get).filter(v -> v != null && !v.isEmpty()).findFirst();
  }

  private static <S extends Record> S create(
      Class<S> type, RecordComponent[] parts, Object[] values) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException refusal
          ? refusal
          : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object convert(Type type, String text) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Optional.class) {
        return text.isEmpty()
            ? Optional.empty()
            : Optional.of(convert(generic.getActualTypeArguments()[0], text));
      }
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return constant(plain, text);
    }
    return switch (plain.getSimpleName()) {
      case "String" -> text;
      case "boolean", "Boolean" -> truth(text);
      case "int", "Integer" -> Integer.valueOf(text.strip());
      case "long", "Long" -> Long.valueOf(text.strip());
      case "double", "Double" -> Double.valueOf(text.strip());
      case "Duration" -> duration(text.strip());
      default -> throw new IllegalStateException("no settings of type " + plain);
    };
  }

  private static Object constant(Class<?> type, String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** What daprd takes for true; everything else is false. */
  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "true", "t", "on", "1" -> true;
      default -> false;
    };
  }

  private static Duration duration(String text) {
    return !text.isEmpty() && text.chars().allMatch(Character::isDigit)
        ? Duration.ofSeconds(Long.parseLong(text))
        : GoDuration.parse(text);
  }

  private static String expected(Type type) {
    if (type instanceof ParameterizedType generic) {
      return expected(generic.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return String.join(
          ", ",
          Arrays.stream(plain.getEnumConstants())
              .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .toList());
    }
    return switch (plain.getSimpleName()) {
      case "Duration" -> "a duration such as 10s or 500ms";
      case "double", "Double" -> "a number";
      case "int", "Integer", "long", "Long" -> "a whole number";
      default -> "text";
    };
  }
}
