package io.todochatbot.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies: JSON that the API knows, JSON that it doesn't, and what only looks like JSON. */
final class RandomJson {
  private static final int DEPTH = 4;

  private static final List<String> KEYS =
      List.of(
          "key",
          "keys",
          "value",
          "etag",
          "metadata",
          "options",
          "consistency",
          "concurrency",
          "operations",
          "operation",
          "request",
          "parallelism",
          "data",
          "entries",
          "entryId",
          "event",
          "contentType",
          "id",
          "source",
          "specversion",
          "type",
          "datacontenttype",
          "filter",
          "sort",
          "page",
          "ttlInSeconds",
          "resourceId",
          "lockOwner",
          "expiryInSeconds",
          "dueTime",
          "schedule",
          "inputs",
          "x");

  private static final List<String> KNOWN =
      List.of(
          "[{\"key\":\"k1\",\"value\":1}]",
          "[{\"key\":\"k2\",\"value\":{\"a\":[1,2]},\"etag\":\"1\",\"options\":{\"concurrency\":\"first-write\"}}]",
          "[{\"key\":\"k1\",\"value\":\"v\",\"metadata\":{\"ttlInSeconds\":\"1\"}}]",
          "{\"keys\":[\"k1\",\"k2\",\"nope\"],\"parallelism\":3}",
          "{\"operations\":[{\"operation\":\"upsert\",\"request\":{\"key\":\"k1\",\"value\":1}},{\"operation\":\"delete\",\"request\":{\"key\":\"k2\"}}]}",
          "[{\"entryId\":\"1\",\"event\":\"a\",\"contentType\":\"text/plain\"},{\"entryId\":\"2\",\"event\":{\"a\":1},\"contentType\":\"application/json\"}]",
          "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{\"a\":1}}",
          "{\"filter\":{\"EQ\":{\"a\":1}},\"sort\":[{\"key\":\"a\"}],\"page\":{\"limit\":1}}",
          "{\"data\":\"x\",\"operation\":\"create\",\"metadata\":{\"a\":\"b\"}}",
          "{\"schedule\":\"@every 1s\",\"data\":1}");

  private static final List<String> HARD =
      List.of(
          "",
          "{",
          "[",
          "null",
          "[null]",
          "{}",
          "[]",
          "[{\"key\":null}]",
          "{\"keys\":[1]}",
          "{\"operations\":[null]}",
          "{\"operations\":{}}",
          "\u0000\u0000",
          "1e999999999",
          "-1e-999999999",
          "1".repeat(3000),
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[".repeat(5000),
          "{\"a\":".repeat(3000),
          "x".repeat(3000),
          "\ufeff{}",
          "{\"a\":1,\"a\":2}",
          "'a'",
          "NaN",
          "\"" + "ä".repeat(5000) + "\"");

  private RandomJson() {}

  static byte[] body(Chance chance) {
    int kind = chance.below(100);
    if (kind < 45) {
      return bytes(chance.of(KNOWN));
    }
    if (kind < 60) {
      return chance.damaged(bytes(chance.of(KNOWN)));
    }
    if (kind < 80) {
      return bytes(value(chance, DEPTH));
    }
    if (kind < 97) {
      return bytes(chance.of(HARD));
    }
    return chance.bytes(chance.below(5000));
  }

  private static String value(Chance chance, int depth) {
    return switch (chance.below(depth > 0 ? 8 : 5)) {
      case 0 -> "null";
      case 1 -> chance.of(List.of("true", "0", "-1", "1.5e3", "12345678901234567890", "-0.0"));
      case 2, 3, 4 -> quoted(Words.name(chance));
      case 5 -> list(chance, depth - 1);
      default -> object(chance, depth - 1);
    };
  }

  private static String list(Chance chance, int depth) {
    StringBuilder text = new StringBuilder("[");
    for (int i = chance.below(4); i > 0; i--) {
      text.append(value(chance, depth)).append(i > 1 ? "," : "");
    }
    return text.append(']').toString();
  }

  private static String object(Chance chance, int depth) {
    StringBuilder text = new StringBuilder("{");
    for (int i = chance.below(5); i > 0; i--) {
      text.append(quoted(chance.of(KEYS))).append(':').append(value(chance, depth));
      text.append(i > 1 ? "," : "");
    }
    return text.append('}').toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
