package io.todochatbot.sidecar.http;

import io.todochatbot.sidecar.api.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP answer.
 *
 * @param status the status code
 * @param headers names and values in the order they are sent
 * @param body what follows
 */
public record HttpOut(int status, List<Map.Entry<String, String>> headers, Body body) {
  /** Copies the list. */
  public HttpOut {
    headers = List.copyOf(headers);
  }

  /** An answer without headers and body. */
  public static HttpOut of(int status) {
    return new HttpOut(status, List.of(), Body.empty());
  }

  /** 204. */
  public static HttpOut noContent() {
    return of(204);
  }

  /** An answer with a JSON body. */
  public static HttpOut json(int status, byte[] json) {
    return new HttpOut(status, List.of(), Body.of(json, Optional.of("application/json")));
  }

  /** A plain text answer, as Go's {@code http.Error} gives it. */
  public static HttpOut text(int status, byte[] text) {
    return new HttpOut(status, List.of(), Body.of(text, Optional.of("text/plain; charset=utf-8")))
        .with("X-Content-Type-Options", "nosniff");
  }

  /** The same answer with one header more. */
  public HttpOut with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new HttpOut(status, more, body);
  }
}
