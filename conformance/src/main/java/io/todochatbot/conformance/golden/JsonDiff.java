package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The differences between a recorded JSON value and another. */
final class JsonDiff {
  static final String ABSENT = "(absent)";

  /** Lists whose order daprd itself does not keep from run to run. */
  private static final Set<String> UNORDERED =
      Set.of("components", "actors", "activeActors", "registeredComponents");

  /** Fields that hold the version of the build. */
  private static final Set<String> VERSIONS = Set.of("runtimeVersion", "daprRuntimeVersion", "ver");

  private final TextMatch text;

  JsonDiff(TextMatch text) {
    this.text = text;
  }

  List<Difference> differences(String field, JsonNode expected, JsonNode actual) {
    List<Difference> out = new ArrayList<>();
    compare(field, expected, actual, out);
    return out;
  }

  private void compare(String field, JsonNode expected, JsonNode actual, List<Difference> out) {
    if (expected.isObject() && actual.isObject()) {
      objects(field, expected, actual, out);
    } else if (expected.isArray() && actual.isArray()) {
      arrays(field, expected, actual, out);
    } else if (!same(field, expected, actual)) {
      out.add(new Difference(field, show(expected), show(actual)));
    }
  }

  private void objects(String field, JsonNode expected, JsonNode actual, List<Difference> out) {
    Set<String> names = new LinkedHashSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    actual.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      compare(
          field.isEmpty() ? name : field + "." + name, expected.path(name), actual.path(name), out);
    }
  }

  private void arrays(String field, JsonNode expected, JsonNode actual, List<Difference> out) {
    if (expected.size() != actual.size()) {
      out.add(new Difference(field, show(expected), show(actual)));
      return;
    }
    List<JsonNode> wanted = new ArrayList<>();
    expected.forEach(wanted::add);
    List<JsonNode> rest = new ArrayList<>();
    actual.forEach(rest::add);
    if (UNORDERED.contains(last(field))) {
      removePairs(wanted, rest);
    }
    for (int i = 0; i < wanted.size(); i++) {
      compare(field + "[" + i + "]", wanted.get(i), rest.get(i), out);
    }
  }

  /** Removes from both lists what has its like in the other. */
  private void removePairs(List<JsonNode> wanted, List<JsonNode> found) {
    wanted.removeIf(
        one -> {
          var like =
              found.stream().filter(other -> differences("", one, other).isEmpty()).findFirst();
          like.ifPresent(found::remove);
          return like.isPresent();
        });
  }

  private boolean same(String field, JsonNode expected, JsonNode actual) {
    if (expected.isTextual()) {
      String wanted = expected.asText();
      if (actual.isTextual()) {
        return text.matches(wanted, actual.asText())
            || (VERSIONS.contains(last(field)) && !actual.asText().isBlank());
      }
      return actual.isNumber()
          && TextMatch.isPlaceholder(wanted)
          && text.matches(wanted, actual.asText());
    }
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return expected.equals(actual);
  }

  private static String last(String field) {
    return field.substring(field.lastIndexOf('.') + 1);
  }

  static String show(JsonNode node) {
    return node.isMissingNode() ? ABSENT : node.toString();
  }
}
