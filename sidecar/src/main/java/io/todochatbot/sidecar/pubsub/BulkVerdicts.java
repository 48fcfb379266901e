package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The verdicts on the entries of a batch. An entry of which nothing is said is to be retried. */
final class BulkVerdicts {
  private BulkVerdicts() {}

  /** The same verdict for all. */
  static Map<String, Verdict> all(Courier.Batch batch, Verdict verdict) {
    Map<String, Verdict> verdicts = new HashMap<>();
    batch.items().forEach(item -> verdicts.put(item.id(), verdict));
    return verdicts;
  }

  /** What an HTTP application answered: {@code {"statuses": [{"entryId", "status"}]}}. */
  static Map<String, Verdict> read(Courier.Batch batch, byte[] body, Log log) {
    try {
      GoFields answer =
          new GoFields(Json.parse(body, ""), "AppBulkResponse", "pubsub.AppBulkResponse");
      Map<String, String> statuses = new HashMap<>();
      Optional<JsonNode> list = answer.find("statuses");
      if (list.isPresent()) {
        for (JsonNode node : list.get()) {
          GoFields entry =
              new GoFields(node, "AppBulkResponseEntry", "pubsub.AppBulkResponseEntry");
          statuses.put(entry.text("entryId"), entry.text("status"));
        }
      }
      return of(batch, statuses, log);
    } catch (DaprError e) {
      return all(batch, retry(GoJson.complaint(body).orElse(e.getMessage())));
    } catch (IllegalArgumentException e) {
      return all(batch, retry(Brokers.words(e)));
    }
  }

  /** The verdicts by the entries' ids, with statuses as HTTP spells them. */
  static Map<String, Verdict> of(Courier.Batch batch, Map<String, String> statuses, Log log) {
    Map<String, Verdict> verdicts = new HashMap<>();
    for (Courier.Item item : batch.items()) {
      String id = item.id();
      String status = statuses.get(id);
      verdicts.put(
          id,
          status == null
              ? retry(
                  "Response not received, RETRY required while processing bulk subscribe event for"
                      + " entry id: "
                      + id)
              : verdict(id, status, log));
    }
    statuses.keySet().stream()
        .filter(id -> !verdicts.containsKey(id))
        .forEach(
            id ->
                log.warn(
                    "Invalid entry id received from app while processing pub/sub event " + id));
    return verdicts;
  }

  private static Verdict verdict(String id, String status, Log log) {
    return switch (status) {
      case "SUCCESS" -> Verdict.SUCCESS;
      case "DROP" -> {
        log.warn("DROP status returned from app while processing pub/sub event " + id);
        yield Verdict.DROP;
      }
      case "", "RETRY" ->
          retry("RETRY required while processing bulk subscribe event for entry id: " + id);
      default ->
          retry(
              "unknown status returned from app while processing bulk subscribe event "
                  + id
                  + ": "
                  + status);
    };
  }

  static Verdict retry(String error) {
    return new Verdict(Verdict.Kind.RETRY, Optional.of(error), error, OptionalInt.empty());
  }
}
