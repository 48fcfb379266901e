package io.todochatbot.sidecar.grpc;

import com.google.rpc.Status;
import io.todochatbot.sidecar.api.Trace;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer with metadata of its own.
 *
 * @param message the message; absent unless the status is OK
 * @param status how the call ended
 * @param headers metadata sent before the message; values of {@code -bin} names in Base64
 * @param trailers metadata sent behind it
 */
public record GrpcAnswer<S>(
    Optional<S> message,
    Status status,
    List<Map.Entry<String, String>> headers,
    List<Map.Entry<String, String>> trailers) {
  /** Copies the lists. */
  public GrpcAnswer {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  void send(GrpcServerResponse<?, S> response, Trace trace) {
    headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
    response.headers().set("traceparent", trace.traceparent());
    trailers.forEach(trailer -> response.trailers().add(trailer.getKey(), trailer.getValue()));
    if (message.isPresent()) {
      response.end(message.get());
    } else {
      // without it the metadata would go into the trailers
      response.writeHead();
      GrpcErrors.send(response, status);
    }
  }
}
