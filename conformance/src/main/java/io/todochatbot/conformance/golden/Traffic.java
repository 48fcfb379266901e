package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The requests of a step {@code traffic} as steps of their own. The golden files name them only;
 * these bodies make daprd count what was recorded.
 */
final class Traffic {
  private static final String GRPC = "gRPC ";

  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("POST /v1.0/state/statestore", "[{\"key\":\"k\",\"value\":1}]"),
          Map.entry("POST /v1.0/state/statestore/bulk", "{\"keys\":[\"k\"]}"),
          Map.entry(
              "POST /v1.0/state/statestore/transaction",
              "{\"operations\":[{\"operation\":\"upsert\",\"request\":{\"key\":\"x\",\"value\":1}}]}"),
          Map.entry("POST /v1.0-alpha1/state/statestore/query", "{}"),
          Map.entry("POST /v1.0/publish/pubsub/t", "{\"a\":1}"),
          Map.entry("POST /v1.0/publish/pubsub/fail", "{\"a\":1}"),
          Map.entry("POST /v1.0/publish/pubsub/drop", "{\"a\":1}"),
          Map.entry("POST /v1.0/publish/nope/t", "{\"a\":1}"),
          Map.entry(
              "POST /v1.0/publish/bulk/pubsub/b",
              "[{\"entryId\":\"1\",\"event\":\"x\",\"contentType\":\"text/plain\"}]"),
          Map.entry("POST /v1.0/bindings/rb", "{\"operation\":\"create\",\"data\":\"x\"}"),
          Map.entry(
              "POST /v1.0-alpha1/lock/lockstore",
              "{\"resourceId\":\"r\",\"lockOwner\":\"o\",\"expiryInSeconds\":10}"),
          Map.entry(
              "POST /v1.0-alpha1/unlock/lockstore", "{\"resourceId\":\"r\",\"lockOwner\":\"o\"}"),
          Map.entry(
              "POST /v1.0-alpha2/conversation/echo/converse",
              "{\"inputs\":[{\"messages\":[{\"ofUser\":{\"content\":[{\"text\":\"hi\"}]}}]}]}"),
          Map.entry("POST /v1.0/actors/Cat/1/timers/t", "{\"dueTime\":\"1h\"}"),
          Map.entry("POST /v1.0/actors/Cat/1/reminders/r", "{\"dueTime\":\"1h\"}"),
          Map.entry("POST /v1.0-alpha1/jobs/j", "{\"dueTime\":\"1s\"}"));

  private static final Map<String, String> CALLS =
      Map.of(
          "GetState", "{\"storeName\":\"statestore\",\"key\":\"k\"}",
          "PublishEvent", "{\"pubsubName\":\"pubsub\",\"topic\":\"t\",\"data\":\"MQ==\"}",
          "GetState (missing store)", "{\"storeName\":\"nope\",\"key\":\"k\"}");

  private Traffic() {}

  /** The step that {@code line} stands for, such as {@code GET /v1.0/metadata}. */
  static JsonNode step(String line) {
    ObjectNode step = JsonNodeFactory.instance.objectNode();
    if (line.startsWith(GRPC)) {
      String call = line.substring(GRPC.length());
      step.put("rpc", call.split(" ", 2)[0]);
      step.set("request", Json.parse(CALLS.getOrDefault(call, "{}")).orElseThrow());
      return step;
    }
    String[] words = line.split(" ", 2);
    ObjectNode request = step.putObject("request");
    request.put("method", words[0]).put("path", words[1]);
    if (BODIES.containsKey(line)) {
      request.putObject("headers").put("Content-Type", "application/json");
      request.put("body", BODIES.get(line));
    }
    return step;
  }
}
