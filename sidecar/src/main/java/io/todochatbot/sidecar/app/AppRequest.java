package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import java.util.List;
import java.util.Map;

/**
 * A request to the application.
 *
 * @param method the verb
 * @param path the path without leading slash, already encoded
 * @param query what follows the {@code ?}; empty for none
 * @param headers names and values; the app token and trace context are added by the channel
 * @param body the body
 * @param trace the span on whose behalf the request is made
 */
public record AppRequest(
    String method,
    String path,
    String query,
    List<Map.Entry<String, String>> headers,
    Body body,
    Trace trace) {
  /** Copies the list. */
  public AppRequest {
    headers = List.copyOf(headers);
  }
}
