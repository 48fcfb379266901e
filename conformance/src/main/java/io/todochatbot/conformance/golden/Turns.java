package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers given in turn: of a list each once, the last one for ever. */
final class Turns {
  private final Map<String, Integer> next = new ConcurrentHashMap<>();

  JsonNode answer(String key, JsonNode behaviour) {
    if (!behaviour.isArray()) {
      return behaviour;
    }
    int turn = next.merge(key, 1, Integer::sum) - 1;
    return behaviour.path(Math.min(turn, behaviour.size() - 1));
  }

  void restart(String key) {
    next.remove(key);
  }
}
