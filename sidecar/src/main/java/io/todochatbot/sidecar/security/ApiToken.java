package io.todochatbot.sidecar.security;

import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.todochatbot.sidecar.api.Interceptor;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets in only callers that send the API token in {@code dapr-api-token}
 * (https://docs.dapr.io/operations/security/api-token/).
 */
public final class ApiToken implements Interceptor {
  private final Optional<byte[]> token;

  /** Asks for {@code token}; for nothing if there is none. */
  public ApiToken(Optional<String> token) {
    this.token = token.map(t -> t.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public <R> R around(Operation<?, R> operation, Call call, Supplier<R> next) {
    if (token.isEmpty() || operation.exempt() || matches(call)) {
      return next.get();
    }
    if (call.wire() == Wire.HTTP) {
      throw new DaprError(ErrorCode.UNAUTHENTICATED, "invalid api token");
    }
    throw new DaprError(
        ErrorCode.UNAUTHENTICATED,
        "Unauthorized",
        new ErrorDetail.ErrorInfo(
            "Unauthorized",
            Map.of(
                "http.code",
                "401",
                "http.error_message",
                call.header("dapr-api-token").isEmpty()
                    ? "missing api token in request metadata"
                    : "authentication error: api token mismatch")));
  }

  private boolean matches(Call call) {
    byte[] given = call.header("dapr-api-token").orElse("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(token.orElseThrow(), given);
  }
}
