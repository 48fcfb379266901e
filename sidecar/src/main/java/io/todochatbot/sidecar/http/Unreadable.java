package io.todochatbot.sidecar.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.todochatbot.sidecar.api.Body;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Refusals of what is no request, or none of the length allowed, in the words of Go's server. */
final class Unreadable {
  static final HttpOut BAD_REQUEST = out(400, "400 Bad Request");
  static final HttpOut MALFORMED_HOST = out(400, "400 Bad Request: malformed Host header");
  private static final HttpOut TOO_LONG = out(431, "431 Request Header Fields Too Large");

  private Unreadable() {}

  /**
   * Refuses a request that could not be read, and ends the connection: nobody knows what follows.
   */
  static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    boolean tooLong =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
    HttpOut out = tooLong ? TOO_LONG : BAD_REQUEST;
    request
        .response()
        .setStatusCode(out.status())
        .putHeader("content-type", out.body().contentType().orElse(""))
        .putHeader("connection", "close")
        .end(Buffer.buffer(out.body().readAll()))
        .onComplete(sent -> request.connection().close());
  }

  private static HttpOut out(int status, String text) {
    return new HttpOut(
        status,
        List.of(),
        Body.of(text.getBytes(StandardCharsets.UTF_8), Optional.of("text/plain; charset=utf-8")));
  }
}
