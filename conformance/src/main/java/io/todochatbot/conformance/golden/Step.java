package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One step of a case.
 *
 * @param number from 1
 */
record Step(int number, JsonNode json) {

  /** What a step does; a step is exactly one of these. */
  enum Kind {
    HTTP,
    RPC,
    STREAM,
    INSPECT,
    DO,
    WAIT,
    LOGS,
    PLAIN_LOG,
    PROCESS,
    APP_NOW_ANSWERS,
    TRAFFIC,
    FIELDS
  }

  /**
   * The kind of this step.
   *
   * @throws IllegalArgumentException where it is none that the golden README describes
   */
  Kind kind() {
    if (json.has("rpc")) {
      return json.path("stream").asBoolean() ? Kind.STREAM : Kind.RPC;
    }
    if (json.has("request")) {
      return Kind.HTTP;
    }
    for (var kind : BY_KEY) {
      if (json.has(kind.key())) {
        return kind.kind();
      }
    }
    throw new IllegalArgumentException("a step of no known kind: " + json);
  }

  /**
   * The operation, for people and for the known differences: {@code GET /v1.0/x} or the rpc's name.
   */
  String operation() {
    return switch (kind()) {
      case HTTP ->
          json.path("request").path("method").asText()
              + " "
              + json.path("request").path("path").asText();
      case RPC, STREAM -> json.path("rpc").asText();
      case WAIT -> "wait " + json.path("wait").asText();
      case LOGS, PLAIN_LOG, PROCESS, INSPECT, DO, APP_NOW_ANSWERS, TRAFFIC, FIELDS ->
          kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    };
  }

  private record Key(String key, Kind kind) {}

  /** In this order: a process step may have lines too. */
  private static final java.util.List<Key> BY_KEY =
      java.util.List.of(
          new Key("inspect", Kind.INSPECT),
          new Key("do", Kind.DO),
          new Key("wait", Kind.WAIT),
          new Key("logs", Kind.LOGS),
          new Key("process", Kind.PROCESS),
          new Key("appNowAnswers", Kind.APP_NOW_ANSWERS),
          new Key("traffic", Kind.TRAFFIC),
          new Key("fields", Kind.FIELDS),
          new Key("lines", Kind.PLAIN_LOG));
}
