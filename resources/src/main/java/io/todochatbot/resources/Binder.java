package io.todochatbot.resources;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Fills a record from a mapping: each record component is a field of the same name. What is absent
 * becomes an empty text, list, map or Optional, false, zero, or a record of such; a component of
 * type {@link Location} receives the mapping's place.
 */
final class Binder {
  private static final Set<String> HEAD = Set.of("apiVersion", "kind");

  private final String resource;
  private final Problem.Severity illTyped;
  private final boolean ignoreCase;
  private final List<Problem> problems;
  private boolean spoilt;

  /**
   * Binds one resource.
   *
   * @param resource what problems call it
   * @param illTyped how bad a value of a wrong type is
   * @param ignoreCase whether keys match regardless of case, as where daprd reads YAML by way of
   *     JSON
   * @param problems receives what is found
   */
  Binder(String resource, Problem.Severity illTyped, boolean ignoreCase, List<Problem> problems) {
    this.resource = resource;
    this.illTyped = illTyped;
    this.ignoreCase = ignoreCase;
    this.problems = problems;
  }

  /** Returns the record, or nothing if a value spoilt it. */
  <R extends Record> Optional<R> bind(Class<R> type, MappingNode document) {
    try {
      Object bound = record(type, Optional.of(document), "", Nodes.location(document));
      return spoilt ? Optional.empty() : Optional.of(type.cast(bound));
    } catch (Refused e) {
      illTyped(document, "", e, false);
      return Optional.empty();
    }
  }

  private Object record(Class<?> type, Optional<MappingNode> node, String path, Location at) {
    Map<String, Nodes.Entry> entries =
        node.map(Nodes::entries).map(LinkedHashMap::new).orElseGet(LinkedHashMap::new);
    node.ifPresent(mapping -> reportRepeatedKeys(mapping, path));
    RecordComponent[] parts = type.getRecordComponents();
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = component(parts[i], entries, path, at, node.isPresent());
    }
    if (!type.isAnnotationPresent(Open.class)) {
      reportUnknown(entries, parts, path);
    }
    return construct(type, parts, values, path, at);
  }

  private Object component(
      RecordComponent part,
      Map<String, Nodes.Entry> entries,
      String path,
      Location at,
      boolean written) {
    if (part.getType() == Location.class) {
      return at;
    }
    Field field = part.getAnnotation(Field.class);
    String name = name(part);
    String fieldPath = join(path, name);
    Nodes.@Nullable Entry entry = take(entries, name);
    if (entry != null && !Scalars.isNull(entry.value())) {
      try {
        return value(part.getGenericType(), field, entry.value(), fieldPath);
      } catch (IllegalArgumentException e) {
        illTyped(entry.value(), fieldPath, e, field != null && field.lenient());
      }
    } else if (field != null && field.required() && written) {
      add(at, Problem.Cause.MISSING, Problem.Severity.WARNING, fieldPath, "missing");
    }
    return absent(part.getGenericType(), field, fieldPath, at);
  }

  private Object value(Type type, @Nullable Field field, Node node, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] inner = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return Optional.of(value(inner[0], field, node, path));
      }
      return generic.getRawType() == List.class
          ? list(inner[0], field, node, path)
          : map(inner[1], field, node, path);
    }
    Class<?> raw = (Class<?>) type;
    if (!raw.isRecord()) {
      return Values.read(raw, field, node);
    }
    if (node instanceof MappingNode mapping) {
      return record(raw, Optional.of(mapping), path, Nodes.location(node));
    }
    if (raw == OtelHeader.class && node instanceof ScalarNode scalar) {
      return OtelHeader.of(scalar.getValue());
    }
    throw Values.unexpected(node, "a mapping");
  }

  private List<Object> list(Type inner, @Nullable Field field, Node node, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      throw Values.unexpected(node, "a list");
    }
    List<Node> elements = sequence.getValue();
    Object[] values = new Object[elements.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(inner, field, elements.get(i), path + "[" + i + "]");
    }
    return List.of(values);
  }

  private Map<String, Object> map(Type inner, @Nullable Field field, Node node, String path) {
    if (!(node instanceof MappingNode mapping)) {
      throw Values.unexpected(node, "a mapping");
    }
    reportRepeatedKeys(mapping, path);
    Map<String, Object> values = new LinkedHashMap<>();
    Nodes.entries(mapping)
        .forEach((key, e) -> values.put(key, element(inner, field, e.value(), join(path, key))));
    return values;
  }

  private Object element(Type type, @Nullable Field field, Node node, String path) {
    Location at = Nodes.location(node);
    if (Scalars.isNull(node)) {
      return absent(type, field, path, at);
    }
    try {
      return value(type, field, node, path);
    } catch (IllegalArgumentException e) {
      illTyped(node, path, e, false);
      return absent(type, field, path, at);
    }
  }

  private Object absent(Type type, @Nullable Field field, String path, Location at) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Optional.class
          ? Optional.empty()
          : generic.getRawType() == List.class ? List.of() : Map.of();
    }
    Class<?> raw = (Class<?>) type;
    return raw.isRecord() ? record(raw, Optional.empty(), path, at) : Values.absent(raw, field);
  }

  private Object construct(
      Class<?> type, RecordComponent[] parts, Object[] values, String path, Location at) {
    try {
      Class<?>[] types =
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new Refused(at, path, String.valueOf(refused.getMessage()), refused);
      }
      throw new IllegalStateException(type + " refused its values", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  private void illTyped(Node node, String path, IllegalArgumentException e, boolean lenient) {
    Location at = e instanceof Refused refused ? refused.at : Nodes.location(node);
    String where = e instanceof Refused refused ? refused.path : path;
    spoilt |= !lenient;
    Problem.Severity severity = lenient ? Problem.Severity.WARNING : illTyped;
    add(at, Problem.Cause.ILL_TYPED, severity, where, String.valueOf(e.getMessage()));
  }

  private void reportUnknown(Map<String, Nodes.Entry> rest, RecordComponent[] parts, String path) {
    Set<String> known =
        Arrays.stream(parts)
            .filter(part -> part.getType() != Location.class)
            .map(Binder::name)
            .collect(Collectors.toSet());
    rest.forEach(
        (key, entry) -> {
          if (!path.isEmpty() || !HEAD.contains(key)) {
            String message = "unknown field" + Nearest.hint(key, known);
            Location at = Nodes.location(entry.key());
            Problem.Cause cause = Problem.Cause.UNKNOWN_FIELD;
            add(at, cause, Problem.Severity.WARNING, join(path, key), message);
          }
        });
  }

  private void reportRepeatedKeys(MappingNode mapping, String path) {
    for (Node key : Nodes.repeatedKeys(mapping)) {
      String name = join(path, Nodes.keyText(key));
      Location at = Nodes.location(key);
      Problem.Cause cause = Problem.Cause.REPEATED_KEY;
      add(at, cause, Problem.Severity.WARNING, name, "written twice; the last one counts");
    }
  }

  private void add(
      Location at, Problem.Cause cause, Problem.Severity severity, String path, String message) {
    problems.add(new Problem(at, cause, severity, resource, path, message));
  }

  private Nodes.@Nullable Entry take(Map<String, Nodes.Entry> entries, String name) {
    Nodes.Entry exact = entries.remove(name);
    if (exact != null || !ignoreCase) {
      return exact;
    }
    return entries.keySet().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .map(entries::remove)
        .orElse(null);
  }

  private static String name(RecordComponent part) {
    Field field = part.getAnnotation(Field.class);
    return field == null || field.name().isEmpty() ? part.getName() : field.name();
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** A record's own refusal of its values, with the place of that record. */
  private static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient Location at;
    private final String path;

    Refused(Location at, String path, String message, Throwable cause) {
      super(message, cause);
      this.at = at;
      this.path = path;
    }
  }
}
