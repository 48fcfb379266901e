package io.todochatbot.sidecar.grpc;

import io.vertx.grpc.client.GrpcClientResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the end of a call says. */
public final class GrpcWords {
  private GrpcWords() {}

  /** The status message, which Vert.x finds only where no other headers went before. */
  public static String message(GrpcClientResponse<?, ?> response) {
    return Optional.ofNullable(response.statusMessage())
        .or(
            () ->
                Optional.ofNullable(response.trailers().get("grpc-message"))
                    .map(GrpcWords::decoded))
        .orElse("");
  }

  private static String decoded(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      // what is not percent-encoded stands for itself
      return message;
    }
  }
}
