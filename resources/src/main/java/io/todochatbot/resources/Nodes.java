package io.todochatbot.resources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Looks at YAML's node trees. */
final class Nodes {
  private Nodes() {}

  /** One key of a mapping with what stands under it. */
  record Entry(Node key, Node value) {}

  static Location location(Node node) {
    return node.getStartMark().map(Nodes::location).orElse(new Location("", 0));
  }

  static Location location(Mark mark) {
    return new Location(mark.getName(), mark.getLine() + 1);
  }

  /**
   * The entry of that key; if there is none, one that differs from it by case, as Go reads JSON.
   */
  static Optional<Entry> field(MappingNode mapping, String key) {
    Map<String, Entry> entries = entries(mapping);
    Entry exact = entries.get(key);
    return exact != null
        ? Optional.of(exact)
        : entries.entrySet().stream()
            .filter(e -> e.getKey().equalsIgnoreCase(key))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /** Returns a mapping's entries by key, merge keys ({@code <<}) resolved; the last one counts. */
  static Map<String, Entry> entries(MappingNode mapping) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (isMergeKey(tuple.getKeyNode())) {
        merged(tuple.getValueNode()).forEach(entries::putIfAbsent);
      }
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!isMergeKey(tuple.getKeyNode())) {
        entries.put(
            keyText(tuple.getKeyNode()), new Entry(tuple.getKeyNode(), tuple.getValueNode()));
      }
    }
    return entries;
  }

  /** Returns the keys that are written more than once. */
  static List<Node> repeatedKeys(MappingNode mapping) {
    Map<String, Node> seen = new LinkedHashMap<>();
    List<Node> repeated = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (seen.put(keyText(tuple.getKeyNode()), tuple.getKeyNode()) != null) {
        repeated.add(tuple.getKeyNode());
      }
    }
    return repeated;
  }

  /** Returns {@code over} on top of {@code under}: maps merge, all else is replaced. */
  static Node onTopOf(Node under, Node over) {
    if (!(under instanceof MappingNode low) || !(over instanceof MappingNode high)) {
      return over;
    }
    Map<String, Entry> entries = entries(low);
    entries(high)
        .forEach(
            (key, entry) ->
                entries.merge(
                    key, entry, (a, b) -> new Entry(b.key(), onTopOf(a.value(), b.value()))));
    return mapping(high, entries.values());
  }

  /** Returns a mapping in the place of another. */
  static MappingNode mapping(MappingNode place, Collection<Entry> entries) {
    List<NodeTuple> tuples = entries.stream().map(e -> new NodeTuple(e.key(), e.value())).toList();
    return new MappingNode(
        place.getTag(),
        true,
        tuples,
        place.getFlowStyle(),
        place.getStartMark(),
        place.getEndMark());
  }

  /** Returns a text in the place of another node. */
  static ScalarNode scalar(String text, Node place) {
    return new ScalarNode(
        Tag.STR, true, text, ScalarStyle.PLAIN, place.getStartMark(), place.getEndMark());
  }

  static String keyText(Node key) {
    return key instanceof ScalarNode scalar ? scalar.getValue() : json(key);
  }

  /** Returns a node as JSON without blanks. */
  static String json(Node node) {
    StringBuilder out = new StringBuilder();
    json(node, out);
    return out.toString();
  }

  private static void json(Node node, StringBuilder out) {
    if (node.isRecursive()) {
      throw new IllegalArgumentException("a value that contains itself has no JSON form");
    }
    switch (node) {
      case MappingNode mapping -> {
        String separator = "{";
        for (var entry : entries(mapping).entrySet()) {
          quote(entry.getKey(), out.append(separator));
          json(entry.getValue().value(), out.append(':'));
          separator = ",";
        }
        out.append(separator.equals("{") ? "{}" : "}");
      }
      case SequenceNode sequence -> {
        String separator = "[";
        for (Node element : sequence.getValue()) {
          json(element, out.append(separator));
          separator = ",";
        }
        out.append(separator.equals("[") ? "[]" : "]");
      }
      case ScalarNode scalar when Scalars.isNull(scalar) -> out.append("null");
      case ScalarNode scalar when Scalars.isLiteral(scalar) -> out.append(Scalars.text(scalar));
      case ScalarNode scalar -> quote(scalar.getValue(), out);
      default -> throw new IllegalArgumentException("an alias that points nowhere");
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isMergeKey(Node key) {
    return key instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals("<<");
  }

  private static Map<String, Entry> merged(Node value) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    switch (value) {
      case MappingNode mapping -> entries.putAll(entries(mapping));
      case SequenceNode sequence ->
          sequence.getValue().forEach(one -> merged(one).forEach(entries::putIfAbsent));
      default -> {}
    }
    return entries;
  }
}
