package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The differences of header fields and bodies. */
final class MessageDiff {
  /** Fields that the recorder dropped from answers. */
  private static final Set<String> DROPPED =
      Set.of("date", "content-length", "connection", "transfer-encoding");

  /** Fields whose value is the runner's own gRPC library speaking, not the sidecar. */
  private static final Set<String> OF_THE_RUNNER = Set.of("dapr-grpc-accept-encoding");

  private static final Pattern LIST = Pattern.compile(", ");

  private final TextMatch text;
  private final JsonDiff json;

  MessageDiff(TextMatch text) {
    this.text = text;
    this.json = new JsonDiff(text);
  }

  List<Difference> answer(JsonNode expected, HttpMessage actual) {
    List<Difference> out = new ArrayList<>();
    String status = expected.path("status").asText();
    if (!status.equals(actual.word(1))) {
      out.add(new Difference("response.status", status, actual.word(1)));
    }
    Map<String, String> headers = new java.util.TreeMap<>(actual.headers());
    headers.keySet().removeAll(DROPPED);
    out.addAll(headers("response.headers", expected.path("headers"), headers));
    out.addAll(body("response.body", expected, actual.body()));
    return out;
  }

  /** Every field that is expected and none besides. */
  List<Difference> headers(String field, JsonNode expected, Map<String, String> actual) {
    List<Difference> out = new ArrayList<>(someHeaders(field, expected, actual));
    for (var header : new java.util.TreeMap<>(actual).entrySet()) {
      if (!expected.has(header.getKey())) {
        out.add(new Difference(field + "." + header.getKey(), JsonDiff.ABSENT, header.getValue()));
      }
    }
    return out;
  }

  /** Every field that is expected, whatever else there is. */
  List<Difference> someHeaders(String field, JsonNode expected, Map<String, String> actual) {
    List<Difference> out = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String wanted = expected.path(name).asText();
      String found = actual.getOrDefault(name, JsonDiff.ABSENT);
      boolean present = actual.containsKey(name);
      boolean ofRunner =
          OF_THE_RUNNER.contains(name)
              || (wanted.startsWith("grpc-python/") && found.contains("grpc-"));
      if (!present || !(ofRunner || text.matches(wanted, found) || sameList(wanted, found))) {
        out.add(new Difference(field + "." + name, wanted, found));
      }
    }
    return out;
  }

  /** The values of a field that came several times are in no certain order. */
  private static boolean sameList(String wanted, String found) {
    return wanted.contains(", ")
        && LIST.splitAsStream(wanted)
            .sorted()
            .toList()
            .equals(LIST.splitAsStream(found).sorted().toList());
  }

  /** The body, read as the recorder read it. */
  List<Difference> body(String field, JsonNode expected, byte[] actual) {
    JsonNode wanted = expected.path("body");
    String found = new String(actual, StandardCharsets.UTF_8);
    return switch (expected.path("bodyType").asText()) {
      case "json" ->
          Json.parse(found)
              .map(node -> json.differences(field, wanted, node))
              .orElseGet(() -> List.of(new Difference(field, wanted.toString(), found)));
      case "text" -> one(text.matches(wanted.asText(), found), field, wanted.asText(), found);
      case "base64" -> {
        String base64 = Base64.getEncoder().encodeToString(actual);
        yield one(text.matches(wanted.asText(), base64), field, wanted.asText(), base64);
      }
      case "empty" -> one(actual.length == 0 && wanted.isNull(), field, "(empty)", found);
      case "" -> List.of();
      default ->
          List.of(
              new Difference(field, "a body of type " + expected.path("bodyType").asText(), found));
    };
  }

  private static List<Difference> one(boolean same, String field, String expected, String actual) {
    return same ? List.of() : List.of(new Difference(field, expected, actual));
  }
}
