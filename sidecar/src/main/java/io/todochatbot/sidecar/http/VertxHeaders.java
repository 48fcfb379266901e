package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Headers;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;

/** The headers of a Vert.x request. */
record VertxHeaders(MultiMap map) implements Headers {
  @Override
  public Optional<String> first(String name) {
    return Optional.ofNullable(map.get(name));
  }

  @Override
  public Iterable<Map.Entry<String, String>> all() {
    return map.entries();
  }
}
