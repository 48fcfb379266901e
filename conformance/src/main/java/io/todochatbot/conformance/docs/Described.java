package io.todochatbot.conformance.docs;

import io.todochatbot.spi.Component;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a provider declares.
 *
 * @param types the type, with others that are the same component under another name
 * @param versions the values of {@code spec.version}, the default one first
 * @param implementation the class that holds the provider: the component, where it is one
 * @param settings in the order they are declared
 */
record Described(
    List<String> types, List<String> versions, Class<?> implementation, List<Entry> settings) {

  /**
   * One entry of {@code spec.metadata}.
   *
   * @param needed whether an example should show it
   */
  record Entry(
      String name,
      List<String> aliases,
      String type,
      String fallback,
      boolean required,
      boolean secret,
      boolean needed,
      String meaning) {}

  static Described of(List<ComponentProvider> sameComponent) {
    ComponentProvider first = sameComponent.getFirst();
    return new Described(
        sameComponent.stream().map(ComponentProvider::type).toList(),
        first.versions(),
        implementation(first),
        Arrays.stream(first.settings().getRecordComponents()).map(Described::entry).toList());
  }

  /** The class around the provider, or the provider itself. */
  static Class<?> implementation(ComponentProvider provider) {
    Class<?> outer = provider.getClass().getEnclosingClass();
    return outer == null ? provider.getClass() : outer;
  }

  /** What comes before the first dot: the kind. */
  String kind() {
    return types.getFirst().replaceFirst("\\..*", "");
  }

  /** The interface of the kind, where the class around the provider is the component. */
  Optional<Class<?>> contract() {
    return Component.class.isAssignableFrom(implementation)
        ? interfaces(implementation).stream()
            .filter(type -> type != Component.class && Component.class.isAssignableFrom(type))
            .findFirst()
        : Optional.empty();
  }

  /** The abilities that the component has of those its kind knows. */
  List<Class<?>> abilities() {
    return contract().stream()
        .flatMap(kind -> Arrays.stream(kind.getDeclaredClasses()))
        .filter(Class::isInterface)
        .filter(ability -> ability.isAssignableFrom(implementation))
        .sorted((a, b) -> a.getSimpleName().compareTo(b.getSimpleName()))
        .toList();
  }

  private static List<Class<?>> interfaces(Class<?> type) {
    List<Class<?>> all = new java.util.ArrayList<>(List.of(type.getInterfaces()));
    for (Class<?> one : type.getInterfaces()) {
      all.addAll(interfaces(one));
    }
    if (type.getSuperclass() != null) {
      all.addAll(interfaces(type.getSuperclass()));
    }
    return all;
  }

  private static Entry entry(RecordComponent part) {
    Setting setting = part.getAnnotation(Setting.class);
    if (setting == null) {
      return new Entry(
          part.getName(), List.of(), type(part.getGenericType()), "", false, false, false, "");
    }
    boolean missing = setting.fallback().isEmpty() && part.getType() == String.class;
    return new Entry(
        part.getName(),
        List.of(setting.aliases()),
        type(part.getGenericType()),
        setting.fallback(),
        setting.required(),
        setting.secret(),
        setting.required() || missing,
        setting.meaning());
  }

  private static String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? "comma separated list"
          : type(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return String.join(
          ", ",
          Arrays.stream(plain.getEnumConstants())
              .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .map(c -> "`" + c + "`")
              .toList());
    }
    return switch (plain.getSimpleName()) {
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer", "long", "Long" -> "whole number";
      case "double", "Double" -> "number";
      case "Duration" -> "duration";
      case "String" -> "text";
      default -> plain.getSimpleName();
    };
  }
}
