package io.todochatbot.conformance.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One call of the script.
 *
 * @param call what is done, by the name that the scripts of all SDKs know
 * @param with what it is done with
 * @param gives what must come back; of an object only the members named here count
 * @param fails what the failure must speak of, where there must be one
 * @param lacks by SDK, why it can't do this
 */
record Row(
    String name,
    String call,
    JsonNode with,
    JsonNode gives,
    Optional<String> fails,
    JsonNode lacks) {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Path FOLDER = Path.of("src/test/sdk").toAbsolutePath();
  static final Path FILE = FOLDER.resolve("calls.json");

  /** What an SDK made of a row: what came back, or how it failed. */
  record Said(String name, JsonNode gives, Optional<String> fails) {
    static Said parse(String json) {
      try {
        JsonNode said = JSON.readTree(json);
        return new Said(said.path("name").asText(), said.path("gives"), text(said.path("fails")));
      } catch (IOException e) {
        throw new IllegalArgumentException(json, e);
      }
    }
  }

  static List<Row> all() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(FILE.toFile())) {
      rows.add(
          new Row(
              row.path("name").asText(),
              row.path("call").asText(),
              row.path("with"),
              row.path("gives"),
              text(row.path("fails")),
              row.path("lacks")));
    }
    return rows;
  }

  /** What is wrong with what was said, if anything. */
  Optional<String> complaint(Said said) {
    boolean right =
        fails.isPresent()
            ? said.fails().filter(text -> lower(text).contains(lower(fails.get()))).isPresent()
            : said.fails().isEmpty() && holds(gives, said.gives());
    return right
        ? Optional.empty()
        : Optional.of(
            "%s: expected %s, got %s"
                .formatted(
                    name,
                    fails.map(text -> "a failure with " + text).orElse(gives.toString()),
                    said.fails().orElse(said.gives().toString())));
  }

  private static boolean holds(JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      return actual.isObject()
          && expected.properties().stream()
              .allMatch(member -> holds(member.getValue(), actual.path(member.getKey())));
    }
    return expected.isNull() ? actual.isNull() || actual.isMissingNode() : expected.equals(actual);
  }

  private static Optional<String> text(JsonNode json) {
    return json.isTextual() ? Optional.of(json.asText()) : Optional.empty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
