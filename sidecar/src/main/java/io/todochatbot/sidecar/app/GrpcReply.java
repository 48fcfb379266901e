package io.todochatbot.sidecar.app;

import java.util.List;
import java.util.Map;

/**
 * What the application answered over gRPC.
 *
 * @param message the message
 * @param headers metadata received before it; values of {@code -bin} names in Base64
 * @param trailers metadata received behind it
 */
public record GrpcReply<S>(
    S message, List<Map.Entry<String, String>> headers, List<Map.Entry<String, String>> trailers) {
  /** Copies the lists. */
  public GrpcReply {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }
}
