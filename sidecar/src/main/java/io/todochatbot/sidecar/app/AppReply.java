package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the application answered.
 *
 * @param status the HTTP status
 * @param headers names and values as received
 * @param body the body, still coming; whoever gets the reply reads or closes it
 */
public record AppReply(int status, List<Map.Entry<String, String>> headers, Body body) {
  /** Copies the list. */
  public AppReply {
    headers = List.copyOf(headers);
  }

  /** The first header of that name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
