package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The differences between what an app was to receive and what it received. The order of several
 * says nothing, nor how bulk deliveries are grouped, nor how often a clock ticks.
 */
final class Deliveries {
  private static final String BULK = "com.dapr.event.sent.bulk";

  private final MessageDiff messages;
  private final JsonDiff json;
  private final TextMatch text;

  Deliveries(TextMatch text) {
    this.text = text;
    this.messages = new MessageDiff(text);
    this.json = new JsonDiff(text);
  }

  List<Difference> differences(String field, List<JsonNode> expected, List<Received> actual) {
    List<JsonNode> wanted = oneTick(single(expected));
    List<JsonNode> found = oneTick(single(actual.stream().map(Deliveries::json).toList()));
    List<Pair> pairs = new ArrayList<>();
    for (int w = 0; w < wanted.size(); w++) {
      for (int f = 0; f < found.size(); f++) {
        pairs.add(new Pair(w, f, compare(field + "[" + w + "]", wanted.get(w), found.get(f))));
      }
    }
    List<Difference> out = new ArrayList<>();
    Set<Integer> missing = new TreeSet<>(range(wanted));
    Set<Integer> tooMany = new TreeSet<>(range(found));
    pairs.sort(Comparator.comparingInt(pair -> pair.differences().size()));
    for (Pair pair : pairs) {
      if (missing.contains(pair.wanted()) && tooMany.remove(pair.found())) {
        missing.remove(pair.wanted());
        out.addAll(pair.differences());
      }
    }
    missing.forEach(
        w ->
            out.add(
                new Difference(field + "[" + w + "]", brief(wanted.get(w)), "(nothing arrived)")));
    tooMany.forEach(f -> out.add(new Difference(field, "(nothing more)", brief(found.get(f)))));
    return out;
  }

  /** An expected delivery, one that arrived, and how they differ. */
  private record Pair(int wanted, int found, List<Difference> differences) {}

  private static List<Integer> range(List<?> list) {
    return IntStream.range(0, list.size()).boxed().toList();
  }

  private List<Difference> compare(String field, JsonNode expected, JsonNode actual) {
    if (expected.has("rpc")) {
      return json.differences(field, expected, actual);
    }
    List<Difference> out = new ArrayList<>();
    for (String part : List.of("method", "path")) {
      String wanted = expected.path(part).asText();
      String found = actual.path(part).asText();
      if (!text.matches(wanted, found)) {
        out.add(new Difference(field + "." + part, wanted, found));
      }
    }
    java.util.Map<String, String> headers = new java.util.TreeMap<>();
    actual
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    out.addAll(messages.headers(field + ".headers", expected.path("headers"), headers));
    out.addAll(messages.body(field + ".body", expected, bytes(actual)));
    return out;
  }

  private static byte[] bytes(JsonNode actual) {
    JsonNode body = actual.path("body");
    return body.isContainerNode()
        ? body.toString().getBytes(StandardCharsets.UTF_8)
        : java.util.Base64.getDecoder().decode(body.asText());
  }

  /** Bodies that are JSON objects stay readable, all others are kept byte by byte. */
  private static JsonNode json(Received received) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (received) {
      case Received.Http http -> {
        json.put("method", http.method()).put("path", http.path());
        json.set("headers", Json.MAPPER.valueToTree(http.headers()));
        Optional<JsonNode> body =
            Json.parse(new String(http.body(), StandardCharsets.UTF_8)).filter(JsonNode::isObject);
        body.ifPresentOrElse(b -> json.set("body", b), () -> json.put("body", http.body()));
        return Json.parse(json.toString()).orElse(json);
      }
      case Received.Rpc rpc -> {
        json.put("rpc", rpc.rpc()).put("service", rpc.service());
        json.set("metadata", Json.MAPPER.valueToTree(rpc.metadata()));
        return json.set("request", rpc.request());
      }
    }
  }

  /** A bulk delivery of several entries as that many deliveries of one. */
  private static List<JsonNode> single(List<JsonNode> deliveries) {
    List<JsonNode> single = new ArrayList<>();
    for (JsonNode delivery : deliveries) {
      String key = delivery.has("rpc") ? "request" : "body";
      JsonNode entries = delivery.path(key).path("entries");
      if (delivery.path(key).path("type").asText().equals(BULK) && entries.size() > 1) {
        for (JsonNode entry : entries) {
          ObjectNode one = delivery.deepCopy();
          ArrayNode only = JsonNodeFactory.instance.arrayNode().add(entry);
          ((ObjectNode) one.path(key)).set("entries", only);
          single.add(one);
        }
      } else {
        single.add(delivery);
      }
    }
    return single;
  }

  /** Of the ticks of a clock, which depend on how long a wait took, the first of each. */
  private static List<JsonNode> oneTick(List<JsonNode> deliveries) {
    Set<String> seen = new HashSet<>();
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode delivery : deliveries) {
      boolean tick =
          delivery.path("headers").has("readtimeutc")
              || delivery.path("rpc").asText().equals("OnBindingEvent");
      if (!tick
          || seen.add(
              delivery.path("path").asText() + delivery.path("request").path("name").asText())) {
        kept.add(delivery);
      }
    }
    return kept;
  }

  private static String brief(JsonNode delivery) {
    return delivery.has("rpc")
        ? delivery.path("rpc").asText() + " " + delivery.path("request")
        : delivery.path("method").asText()
            + " "
            + delivery.path("path").asText()
            + " "
            + delivery.path("body");
  }
}
